import { describeFaults } from "./matrix.ts";
import { service, totalSizedService } from "./subjects/service.ts";

await describeFaults("clickhouse:Service", service);
await describeFaults("clickhouse:Service sized by its total memory", totalSizedService);
