import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickHouseInstance, growingClickHouseInstance } from "./subjects/click-house-instance.ts";

describeLife("gaussdb:ClickHouseInstance", clickHouseInstance);
await describeFaults("gaussdb:ClickHouseInstance", clickHouseInstance);
await describeFaults("gaussdb:ClickHouseInstance that grows", growingClickHouseInstance);
