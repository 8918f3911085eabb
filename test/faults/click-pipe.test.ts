import { describeFaults } from "./matrix.ts";
import { databasePipe, queuePipe } from "./subjects/click-pipe.ts";

await describeFaults("clickhouse:ClickPipe from a database", databasePipe);
await describeFaults("clickhouse:ClickPipe from a queue", queuePipe);
