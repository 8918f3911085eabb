import { enterpriseProjects } from "../../../simulator/gaussdb/catalogue.ts";
import type { Subject } from "../subject.ts";

const [, shop, analysis] = enterpriseProjects;

export const enterpriseProjectQuota: Subject = {
  token: "gaussdb:EnterpriseProjectQuota",
  needs: [],
  args: () => ({ enterpriseProjectId: shop?.id, instanceQuota: 10, vcpusQuota: 200, ramQuota: 800 }),
  updates: {
    quotas: () => ({ instanceQuota: 20, vcpusQuota: 400, ramQuota: 1600 }),
    unlimited: () => ({ ramQuota: undefined }),
  },
  replacements: { project: () => ({ enterpriseProjectId: analysis?.id }) },
  drift: {
    inputs: ["instanceQuota", "vcpusQuota"],
    byHand: (admin, id) => admin.change("huawei", "quotas", id, { instance_quota: 50, vcpus_quota: -1 }),
  },
  objects: ["huawei", "quotas"],
  creation: { operation: "setEnterpriseProjectQuotas", states: [] },
};
