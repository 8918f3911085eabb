import { describeFaults } from "./matrix.ts";
import { reversePrivateEndpoint } from "./subjects/reverse-private-endpoint.ts";

await describeFaults("clickhouse:ReversePrivateEndpoint", reversePrivateEndpoint);
