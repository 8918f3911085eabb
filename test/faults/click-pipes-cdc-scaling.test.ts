import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickPipesCdcScaling } from "./subjects/click-pipes-cdc-scaling.ts";

describeLife("clickhouse:ClickPipesCdcScaling", clickPipesCdcScaling);
await describeFaults("clickhouse:ClickPipesCdcScaling", clickPipesCdcScaling);
