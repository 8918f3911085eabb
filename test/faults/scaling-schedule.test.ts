import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { scalingSchedule } from "./subjects/scaling-schedule.ts";

describeLife("clickhouse:ScalingSchedule", scalingSchedule);
await describeFaults("clickhouse:ScalingSchedule", scalingSchedule);
