import { describeLifeCycle } from "./life-cycle.ts";
import { proxy } from "./subjects/proxy.ts";

describeLifeCycle(proxy);
