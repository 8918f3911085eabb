import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickHouseLtsConfiguration } from "./subjects/click-house-lts-configuration.ts";

describeLife("gaussdb:ClickHouseLtsConfiguration", clickHouseLtsConfiguration);
await describeFaults("gaussdb:ClickHouseLtsConfiguration", clickHouseLtsConfiguration);
