import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { upgradeWindow } from "./subjects/upgrade-window.ts";

describeLife("clickhouse:UpgradeWindow", upgradeWindow);
await describeFaults("clickhouse:UpgradeWindow", upgradeWindow);
