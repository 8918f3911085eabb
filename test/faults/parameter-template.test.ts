import { describeFaults } from "./matrix.ts";
import { parameterTemplate, parameterTemplateByToken } from "./subjects/parameter-template.ts";

await describeFaults("gaussdb:ParameterTemplate", parameterTemplate);
await describeFaults("gaussdb:ParameterTemplate by token", parameterTemplateByToken);
