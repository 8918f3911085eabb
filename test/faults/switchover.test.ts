import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { switchover } from "./subjects/switchover.ts";

describeLife("gaussdb:Switchover", switchover);
await describeFaults("gaussdb:Switchover", switchover);
