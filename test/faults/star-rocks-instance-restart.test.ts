import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { starRocksInstanceRestart } from "./subjects/star-rocks-instance-restart.ts";

describeLife("gaussdb:StarRocksInstanceRestart", starRocksInstanceRestart);
await describeFaults("gaussdb:StarRocksInstanceRestart", starRocksInstanceRestart);
