import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { serviceQueryEndpoint } from "./subjects/service-query-endpoint.ts";

describeLife("clickhouse:ServiceQueryEndpoint", serviceQueryEndpoint);
await describeFaults("clickhouse:ServiceQueryEndpoint", serviceQueryEndpoint);
