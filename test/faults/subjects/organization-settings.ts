import type { Subject } from "../subject.ts";

export const organizationSettings: Subject = {
  token: "clickhouse:OrganizationSettings",
  needs: [],
  args: () => ({ name: "Shop", enableCoreDumps: false }),
  updates: { details: () => ({ name: "Shop and more", enableCoreDumps: true }) },
  drift: {
    inputs: ["name", "enableCoreDumps"],
    byHand: (admin, id) => admin.change("clickhouse", "organizations", id, { name: "by hand", enableCoreDumps: true }),
  },
  creation: { operation: "updateOrganization", states: [] },
};
