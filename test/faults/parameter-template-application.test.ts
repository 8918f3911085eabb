import { describeFaults } from "./matrix.ts";
import { parameterTemplateApplication } from "./subjects/parameter-template-application.ts";

await describeFaults("gaussdb:ParameterTemplateApplication", parameterTemplateApplication);
