import { describeFaults } from "./matrix.ts";
import { privateEndpoint } from "./subjects/private-endpoint.ts";

await describeFaults("clickhouse:PrivateEndpoint", privateEndpoint);
