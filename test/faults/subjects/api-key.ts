import { adminRoleId } from "../../../simulator/clickhouse/api-keys/roles.ts";
import type { Subject } from "../subject.ts";

const developer = "5100a1a7-0000-4000-8000-000000000011";

const digest = (letter: string) => `${letter.repeat(43)}=`;
const hashes = (letter: string) => ({
  keyIdHash: digest(letter),
  keyIdSuffix: letter.repeat(4),
  keySecretHash: digest(letter),
});

export const apiKey: Subject = {
  token: "clickhouse:ApiKey",
  needs: [],
  args: () => ({
    name: "before",
    state: "enabled",
    roles: ["developer"],
    expireAt: "2027-01-15T00:00:00Z",
    ipAccessList: [{ source: "198.51.100.17", description: "Build server" }],
  }),
  updates: {
    details: () => ({
      name: "after",
      state: "disabled",
      ipAccessList: [{ source: "192.0.2.0/24", description: "VPN" }],
    }),
    expiry: () => ({ expireAt: "2028-01-15T12:00:00+02:00" }),
    noExpiry: () => ({ expireAt: undefined }),
    roles: () => ({ roles: ["query_endpoints"] }),
  },
  drift: {
    inputs: ["name", "state", "expireAt", "ipAccessList"],
    byHand: (admin, id) =>
      admin.change("clickhouse", "apiKeys", id, {
        name: "by hand",
        state: "disabled",
        expireAt: null,
        ipAccessList: [{ source: "0.0.0.0/0" }],
      }),
  },
  objects: ["clickhouse", "apiKeys"],
  creation: { operation: "createApiKey", states: [] },
};

/** Its caller has made it. */
export const hashedApiKey: Subject = {
  ...apiKey,
  args: () => ({ name: "before", assignedRoleIds: [developer], hashData: hashes("A") }),
  updates: { roles: () => ({ assignedRoleIds: [adminRoleId, developer] }) },
  drift: {
    inputs: ["assignedRoleIds"],
    byHand: (admin, id) => admin.change("clickhouse", "apiKeys", id, { assignedRoleIds: [adminRoleId] }),
  },
  replacements: { hashes: () => ({ hashData: hashes("B") }) },
};
