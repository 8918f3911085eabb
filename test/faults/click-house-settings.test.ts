import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickHouseSettings } from "./subjects/click-house-settings.ts";

describeLife("clickhouse:ClickHouseSettings", clickHouseSettings);
await describeFaults("clickhouse:ClickHouseSettings", clickHouseSettings);
