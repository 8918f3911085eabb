import { describeLifeCycle } from "./life-cycle.ts";
import { clickPipe } from "./subjects/click-pipe.ts";

describeLifeCycle(clickPipe);
