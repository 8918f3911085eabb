import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { starRocksNodeRestart } from "./subjects/star-rocks-node-restart.ts";

describeLife("gaussdb:StarRocksNodeRestart", starRocksNodeRestart);
await describeFaults("gaussdb:StarRocksNodeRestart", starRocksNodeRestart);
