import { describeFaults } from "./matrix.ts";
import { service } from "./subjects/service.ts";

await describeFaults("clickhouse:Service", service);
