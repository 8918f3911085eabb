import { describeFaults } from "./matrix.ts";
import { parameterTemplate } from "./subjects/parameter-template.ts";

await describeFaults("gaussdb:ParameterTemplate", parameterTemplate);
