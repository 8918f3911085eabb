import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickHouseReplication } from "./subjects/click-house-replication.ts";

describeLife("gaussdb:ClickHouseReplication", clickHouseReplication);
await describeFaults("gaussdb:ClickHouseReplication", clickHouseReplication);
