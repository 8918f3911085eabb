import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { reversePrivateEndpoint } from "./subjects/reverse-private-endpoint.ts";

describeLife("clickhouse:ReversePrivateEndpoint", reversePrivateEndpoint);
await describeFaults("clickhouse:ReversePrivateEndpoint", reversePrivateEndpoint);
