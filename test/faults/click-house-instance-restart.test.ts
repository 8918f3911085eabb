import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickHouseInstanceRestart } from "./subjects/click-house-instance-restart.ts";

describeLife("gaussdb:ClickHouseInstanceRestart", clickHouseInstanceRestart);
await describeFaults("gaussdb:ClickHouseInstanceRestart", clickHouseInstanceRestart);
