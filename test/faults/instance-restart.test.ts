import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { instanceRestart } from "./subjects/instance-restart.ts";

describeLife("gaussdb:InstanceRestart", instanceRestart);
await describeFaults("gaussdb:InstanceRestart", instanceRestart);
