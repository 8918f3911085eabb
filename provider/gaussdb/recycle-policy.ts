import { z } from "zod";
import { aspect, resource } from "./gaussdb.ts";

const retention = aspect({
  inputs: {
    retentionPeriodInDays: z
      .int()
      .min(1)
      .max(7)
      .describe("Days for which deleted instances are kept: 1 to 7 (4.3.34)."),
  },
  async update({ cloud, inputs: { retentionPeriodInDays } }) {
    await cloud.change("setRecyclePolicy", {
      // A text in the table of 4.3.34, though a number in its example.
      body: { recycle_policy: { retention_period_in_days: String(retentionPeriodInDays) } },
    });
  },
});

/** How long a project keeps deleted GaussDB(for MySQL) instances (4.3.34). */
export const recyclePolicy = resource({
  token: "gaussdb:RecyclePolicy",
  noun: "recycle policy",
  description:
    "How long the recycle bin keeps deleted instances, for all instances of the project in the region (4.3.34). The policy " +
    "is always there: creating this takes it over, its id is that of the project, and deleting it changes nothing, because " +
    "no operation turns the policy off. Let one stack have it.",
  inputs: {},
  outputs: {},
  aspects: [retention],
  timeLimits: { create: 10, update: 10, delete: 5 },

  async create({ cloud, created }) {
    created(cloud.projectId);
  },
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    if (id !== cloud.projectId) return undefined;
    const days = (await cloud.get("getRecyclePolicy", {}))?.recycle_policy?.retention_period_in_days;
    // Nothing is told before a policy was ever set. The reference says text, and shows a number.
    return { retentionPeriodInDays: days === undefined ? undefined : Number(days) };
  },
  async delete() {
    // The policy stays: there is no default to go back to.
  },
});
