import { z } from "zod";
import { aspect } from "../clickhouse.ts";

const total = z.int().min(24).max(1068).multipleOf(12).meta({ deprecated: true });

/** The size as organizations on the old plans set it: all three replicas together. */
export const totalMemory = aspect({
  inputs: {
    minTotalMemoryGb: total
      .optional()
      .describe("Use `minReplicaMemoryGb`. Least memory of three replicas together, in GB, in steps of 12."),
    maxTotalMemoryGb: total
      .optional()
      .describe("Use `maxReplicaMemoryGb`. Greatest memory of three replicas together, in GB, in steps of 12."),
  },
  rules: [
    {
      of: ["minTotalMemoryGb", "maxTotalMemoryGb"],
      refuse: ({ minTotalMemoryGb: least = 0, maxTotalMemoryGb: greatest = Number.POSITIVE_INFINITY }) =>
        least > greatest ? "must not be more than maxTotalMemoryGb" : undefined,
    },
  ],
  notice: "The size of the service changes, and with it the price.",
  async read({ cloud, id }) {
    const service = await cloud.services.get(id);
    if (!service) return undefined;
    const { minTotalMemoryGb, maxTotalMemoryGb } = service;
    return { minTotalMemoryGb, maxTotalMemoryGb };
  },
  async update({ cloud, id, inputs: { minTotalMemoryGb, maxTotalMemoryGb } }) {
    await cloud.change("updateServiceScaling", { serviceId: id, body: { minTotalMemoryGb, maxTotalMemoryGb } });
  },
});
