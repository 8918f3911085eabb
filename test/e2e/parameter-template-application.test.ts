import { describeLifeCycle } from "./life-cycle.ts";
import { parameterTemplateApplication } from "./subjects/parameter-template-application.ts";

describeLifeCycle(parameterTemplateApplication);
