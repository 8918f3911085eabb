import { refuse } from "../envelope.ts";

/** A predefined role, and the word by which it was known before roles had ids. */
interface Role {
  readonly roleId: string;
  readonly roleName: string;
  readonly roleType: "system";
  readonly legacy: string;
}

export const adminRoleId = "a9e47c13-5d02-4b6f-8e91-c7f0352bd648";

const roles: readonly Role[] = [
  { roleId: adminRoleId, roleName: "Admin", roleType: "system", legacy: "admin" },
  {
    roleId: "5100a1a7-0000-4000-8000-000000000011",
    roleName: "Developer",
    roleType: "system",
    legacy: "developer",
  },
  {
    roleId: "5100a1a7-0000-4000-8000-000000000012",
    roleName: "Query endpoints",
    roleType: "system",
    legacy: "query_endpoints",
  },
];

/** Requires roles of the organization; custom ones it has none. */
export function requireRoles(roleIds: readonly string[]): void {
  const unknown = roleIds.find((id) => !roles.some(({ roleId }) => roleId === id));
  if (unknown !== undefined) refuse("BAD_REQUEST", `assignedRoleIds: there is no role ${unknown}`);
}

/** The ids of roles under their old words. */
export function roleIdsOf(legacy: readonly string[]): string[] {
  return roles.filter((role) => legacy.includes(role.legacy)).map(({ roleId }) => roleId);
}

/** Roles as an API key shows them, in the order in which it has them. */
export function assignedRoles(roleIds: readonly string[]) {
  const byId = new Map(roles.map(({ legacy: _, ...role }) => [role.roleId, role]));
  return roleIds.flatMap((id) => byId.get(id) ?? []);
}
