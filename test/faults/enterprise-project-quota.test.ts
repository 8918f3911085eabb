import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { enterpriseProjectQuota } from "./subjects/enterprise-project-quota.ts";

describeLife("gaussdb:EnterpriseProjectQuota", enterpriseProjectQuota);
await describeFaults("gaussdb:EnterpriseProjectQuota", enterpriseProjectQuota);
