import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { organizationSettings } from "./subjects/organization-settings.ts";

describeLife("clickhouse:OrganizationSettings", organizationSettings);
await describeFaults("clickhouse:OrganizationSettings", organizationSettings);
