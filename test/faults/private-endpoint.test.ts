import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { privateEndpoint } from "./subjects/private-endpoint.ts";

describeLife("clickhouse:PrivateEndpoint", privateEndpoint);
await describeFaults("clickhouse:PrivateEndpoint", privateEndpoint);
