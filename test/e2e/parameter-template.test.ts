import { describeLifeCycle } from "./life-cycle.ts";
import { parameterTemplate } from "./subjects/parameter-template.ts";

describeLifeCycle(parameterTemplate);
