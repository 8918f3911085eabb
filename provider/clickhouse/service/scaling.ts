import { z } from "zod";
import { fallback, open } from "../../runtime/traits.ts";
import { aspect } from "../clickhouse.ts";

const memory = z.int().min(8).max(356).multipleOf(4);
const replicas = z.int().min(1).max(20);

export const scaling = aspect({
  inputs: {
    autoscalingMode: open(["vertical", "horizontal"])
      .optional()
      .describe(
        "What grows with the load: the size of the replicas or their number. Horizontal must be enabled by support.",
      ),
    minReplicaMemoryGb: memory
      .optional()
      .describe(
        "Least memory of a replica, in GB: 8 to 356 in steps of 4, at most 120 for services that are not paid.",
      ),
    maxReplicaMemoryGb: memory
      .optional()
      .describe(
        "Greatest memory of a replica, in GB: 8 to 356 in steps of 4, at most 120 for services that are not paid.",
      ),
    numReplicas: replicas
      .optional()
      .describe(
        "Number of replicas: 1 to 20, from 2 for the first service of a warehouse on some plans. Excludes `minReplicas`.",
      ),
    minReplicas: replicas.optional().describe("Least number of replicas in horizontal mode. Goes with `maxReplicas`."),
    maxReplicas: replicas
      .optional()
      .describe("Greatest number of replicas in horizontal mode. Goes with `minReplicas`."),
    idleScaling: fallback(z.boolean(), true)
      .optional()
      .describe("Whether the service scales to zero when nobody uses it. Default true."),
    idleTimeoutMinutes: z
      .int()
      .min(5)
      .optional()
      .describe("Minutes without use before it does: at least 5. Only with `idleScaling`."),
  },
  rules: [
    {
      of: ["minReplicaMemoryGb", "maxReplicaMemoryGb"],
      refuse: ({ minReplicaMemoryGb: least = 0, maxReplicaMemoryGb: greatest = Number.POSITIVE_INFINITY }) =>
        least > greatest ? "must not be more than maxReplicaMemoryGb" : undefined,
    },
    {
      of: ["numReplicas", "minReplicas", "maxReplicas"],
      refuse: ({ numReplicas, minReplicas, maxReplicas }) =>
        numReplicas !== undefined && (minReplicas !== undefined || maxReplicas !== undefined)
          ? "must not be set together with minReplicas and maxReplicas"
          : undefined,
    },
    {
      of: ["minReplicas", "maxReplicas"],
      refuse({ minReplicas, maxReplicas }) {
        if ((minReplicas === undefined) !== (maxReplicas === undefined)) return "must be set together with maxReplicas";
        return (minReplicas ?? 0) > (maxReplicas ?? 0) ? "must not be more than maxReplicas" : undefined;
      },
    },
    {
      of: ["autoscalingMode", "minReplicaMemoryGb", "maxReplicaMemoryGb"],
      refuse: ({ autoscalingMode, minReplicaMemoryGb, maxReplicaMemoryGb }) =>
        autoscalingMode === "horizontal" && minReplicaMemoryGb !== maxReplicaMemoryGb
          ? "horizontal needs equal minReplicaMemoryGb and maxReplicaMemoryGb"
          : undefined,
    },
    {
      of: ["idleTimeoutMinutes", "idleScaling"],
      refuse: ({ idleTimeoutMinutes, idleScaling }) =>
        idleTimeoutMinutes !== undefined && idleScaling === false
          ? "must not be set when idleScaling is false"
          : undefined,
    },
  ],
  notice: ({ inputs, live }) =>
    differs(inputs.numReplicas, live.numReplicas) || differs(inputs.maxReplicaMemoryGb, live.maxReplicaMemoryGb)
      ? "The size of the service changes, and with it the price."
      : undefined,
  async read({ cloud, id }) {
    const service = await cloud.services.get(id);
    if (!service) return undefined;
    const { autoscalingMode, minReplicaMemoryGb, maxReplicaMemoryGb, numReplicas, minReplicas, maxReplicas } = service;
    const { idleScaling, idleTimeoutMinutes } = service;
    return {
      autoscalingMode,
      minReplicaMemoryGb,
      maxReplicaMemoryGb,
      numReplicas,
      minReplicas,
      maxReplicas,
      idleScaling,
      // What the service answers while idling is off means nothing.
      idleTimeoutMinutes: idleScaling === false ? null : idleTimeoutMinutes,
    };
  },
  async update({ cloud, id, inputs, changes }) {
    const together = (...keys: (keyof typeof changes)[]) =>
      keys.some((key) => changes[key] !== undefined) ? Object.fromEntries(keys.map((key) => [key, inputs[key]])) : {};
    await cloud.change("updateServiceReplicaScaling", {
      serviceId: id,
      body: {
        ...changes,
        ...together("minReplicaMemoryGb", "maxReplicaMemoryGb"),
        ...together("minReplicas", "maxReplicas"),
        idleScaling: changes.idleTimeoutMinutes === undefined ? changes.idleScaling : inputs.idleScaling,
      },
    });
  },
});

function differs(wanted: number | undefined, live: number | undefined): boolean {
  return wanted !== undefined && wanted !== live;
}
