import { describeFaults } from "./matrix.ts";
import { apiKey } from "./subjects/api-key.ts";

await describeFaults("clickhouse:ApiKey", apiKey);
