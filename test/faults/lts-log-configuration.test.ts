import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { ltsLogConfiguration, siblingLtsLogConfiguration } from "./subjects/lts-log-configuration.ts";

describeLife("gaussdb:LtsLogConfiguration", ltsLogConfiguration);
await describeFaults("gaussdb:LtsLogConfiguration", ltsLogConfiguration);
await describeFaults("gaussdb:LtsLogConfiguration created with others", siblingLtsLogConfiguration);
