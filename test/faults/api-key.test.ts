import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { apiKey, hashedApiKey } from "./subjects/api-key.ts";

describeLife("clickhouse:ApiKey", apiKey);
await describeFaults("clickhouse:ApiKey", apiKey);

describeLife("clickhouse:ApiKey of its caller", hashedApiKey);
await describeFaults("clickhouse:ApiKey of its caller", hashedApiKey);
