import { describeLifeCycle } from "./life-cycle.ts";
import { instance } from "./subjects/instance.ts";

describeLifeCycle(instance);
