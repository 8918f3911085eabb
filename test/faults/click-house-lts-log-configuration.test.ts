import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickHouseLtsLogConfiguration } from "./subjects/click-house-lts-log-configuration.ts";

describeLife("gaussdb:ClickHouseLtsLogConfiguration", clickHouseLtsLogConfiguration);
await describeFaults("gaussdb:ClickHouseLtsLogConfiguration", clickHouseLtsLogConfiguration);
