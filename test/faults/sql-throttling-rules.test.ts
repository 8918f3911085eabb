import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { sqlThrottlingRules } from "./subjects/sql-throttling-rules.ts";

describeLife("gaussdb:SqlThrottlingRules", sqlThrottlingRules);
await describeFaults("gaussdb:SqlThrottlingRules", sqlThrottlingRules);
