import { clickhouse } from "pulumi-clickhouse-gaussdb";

// The organization is always there: this takes it over, and destroying the stack leaves it as it is then. Let one stack
// have it. The API key needs the role Admin.
const organization = new clickhouse.OrganizationSettings("shop", { enableCoreDumps: false });

export const name = organization.name;
