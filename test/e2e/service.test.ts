import { describeLifeCycle } from "./life-cycle.ts";
import { service } from "./subjects/service.ts";

describeLifeCycle(service);
