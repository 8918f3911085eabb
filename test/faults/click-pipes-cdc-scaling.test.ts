import { describeFaults } from "./matrix.ts";
import { clickPipesCdcScaling } from "./subjects/click-pipes-cdc-scaling.ts";

await describeFaults("clickhouse:ClickPipesCdcScaling", clickPipesCdcScaling);
