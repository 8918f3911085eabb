import { z } from "zod";
import { fallback, stable } from "../runtime/traits.ts";
import { aspect, resource } from "./clickhouse.ts";

const details = aspect({
  inputs: {
    name: z.string().min(1).optional().describe("Name of the organization."),
    enableCoreDumps: fallback(z.boolean(), true)
      .optional()
      .describe(
        "Whether crashes may leave core dumps for the vendor's support. If off, no service can turn them on. Default true.",
      ),
  },
  notice: ({ inputs }) =>
    inputs.enableCoreDumps === false ? "No service of the organization can turn core dumps on any more." : undefined,
  async update({ cloud, changes }) {
    await cloud.change("updateOrganization", { body: changes });
  },
});

/** What holds for a whole organization of ClickHouse Cloud. */
export const organizationSettings = resource({
  token: "clickhouse:OrganizationSettings",
  noun: "organization",
  description:
    "What holds for the whole organization of the API key, which needs the role Admin. The organization is always there: " +
    "creating this takes it over, its id is that of the organization, and deleting it changes nothing. Let one stack have it.",
  inputs: {},
  outputs: {
    createdAt: stable(z.string()).describe("Time at which the organization was created."),
  },
  aspects: [details],
  timeLimits: { create: 10, update: 10, delete: 5 },

  async create({ cloud, created }) {
    const { id } = await cloud.begin("getOrganization", {});
    created(id);
  },
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    const organization = await cloud.get("getOrganization", {});
    if (organization?.id !== id) return undefined;
    const { name, enableCoreDumps, createdAt } = organization;
    return { name, enableCoreDumps, createdAt };
  },
  async delete() {
    // The organization stays as it is: nobody knows what it was before.
  },
});
