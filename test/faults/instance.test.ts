import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { instance, instanceWithSettings, yearlyInstance } from "./subjects/instance.ts";

describeLife("gaussdb:Instance and its settings", instanceWithSettings);
describeLife("gaussdb:Instance by the month", yearlyInstance);
await describeFaults("gaussdb:Instance", instance);
await describeFaults("gaussdb:Instance and its settings", instanceWithSettings);
await describeFaults("gaussdb:Instance by the month", yearlyInstance);
