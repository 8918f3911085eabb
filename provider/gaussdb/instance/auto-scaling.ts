import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { isOn, onOrOff } from "../switches.ts";

const policy = z.object({
  enabled: z.boolean().describe("Whether the instance scales by itself."),
  flavorSwitch: z.boolean().default(false).describe("Scale the flavor. Default false."),
  readOnlySwitch: z
    .boolean()
    .default(false)
    .describe(
      "Add and remove read replicas. It needs exactly one proxy; while it is on, none can be created or deleted. Default " +
        "false.",
    ),
  monitorCycle: z
    .literal([300, 600, 900, 1800])
    .optional()
    .describe("Seconds over which the mean CPU use is observed: 300, 600, 900 or 1800. Required with `enabled`."),
  silenceCycle: z
    .literal([300, 600, 1800, 3600, 7200, 10_800, 86_400, 604_800])
    .optional()
    .describe(
      "Least time between two changes, in seconds: 300, 600, 1800, 3600, 7200, 10800, 86400 or 604800. Required with " +
        "`enabled`.",
    ),
  reduceEnabled: z.boolean().optional().describe("Whether to scale back down. Required with `enabled`."),
  enlargeThreshold: z
    .int()
    .min(50)
    .max(100)
    .optional()
    .describe("Mean CPU use, in percent, at which it scales up: 50 to 100."),
  maxFlavor: z.string().min(1).optional().describe("Largest flavor (`spec_code`). Required with `flavorSwitch`."),
  maxReadOnlyCount: z
    .int()
    .min(1)
    .optional()
    .describe("Largest number of read replicas. Required with `readOnlySwitch`."),
  readOnlyWeight: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe("Weight of added read replicas in the proxy: 0 to 1000. Required with `readOnlySwitch`."),
});

type Policy = z.output<typeof policy>;

/** Refuses a policy that lacks what a switch of it needs. */
const needs = (of: keyof Policy, ...keys: (keyof Policy)[]) => ({
  of: ["autoScaling"] as [string],
  refuse({ autoScaling }: { autoScaling?: Policy | undefined }) {
    const missing = autoScaling?.[of] ? keys.filter((key) => autoScaling[key] === undefined) : [];
    return missing.length > 0 ? `needs ${missing.join(", ")} with ${of}` : undefined;
  },
});

export const autoScaling = aspect({
  inputs: {
    autoScaling: fallback(policy, { enabled: false, flavorSwitch: false, readOnlySwitch: false })
      .optional()
      .describe(
        "Scaling by itself when the CPU is busy (4.3.28; public beta, on request). Default off, also when it is taken out. " +
          'What it changes shows as a difference: give the instance `ignoreChanges: ["flavorRef"]` if it may change the ' +
          "flavor. Read replicas that it adds are in no state.",
      ),
  },
  rules: [
    needs("enabled", "monitorCycle", "silenceCycle", "reduceEnabled"),
    needs("flavorSwitch", "maxFlavor"),
    needs("readOnlySwitch", "maxReadOnlyCount", "readOnlyWeight"),
  ],
  notice: ({ inputs: { autoScaling } }) =>
    autoScaling?.enabled
      ? "The instance scales by itself from now on: the price follows, and connections are interrupted meanwhile."
      : undefined,
  costly: true,
  async read({ cloud, id }) {
    const found = await cloud.get("getAutoScalingPolicy", { instance_id: id });
    const enabled = isOn(found?.status);
    if (!found || enabled === undefined) return {};
    // While it is off, nothing else is told: what was set stays as it is.
    if (!enabled) return { autoScaling: { enabled } };
    return {
      autoScaling: {
        enabled,
        flavorSwitch: isOn(found.scaling_strategy?.flavor_switch),
        readOnlySwitch: isOn(found.scaling_strategy?.read_only_switch),
        monitorCycle: found.monitor_cycle ?? undefined,
        silenceCycle: found.silence_cycle ?? undefined,
        reduceEnabled: found.reduce_enabled ?? undefined,
        enlargeThreshold: found.enlarge_threshold ?? undefined,
        maxFlavor: found.max_flavor || undefined,
        maxReadOnlyCount: found.max_read_only_count ?? undefined,
        readOnlyWeight: found.read_only_weight ?? undefined,
      },
    };
  },
  async update({ cloud, id, inputs: { autoScaling: wanted } }) {
    await cloud.change("setAutoScalingPolicy", { instance_id: id, body: wanted.enabled ? bodyOf(wanted) : off });
  },
});

const off = { status: "OFF", scaling_strategy: { flavor_switch: "OFF", read_only_switch: "OFF" } } as const;

function bodyOf(wanted: Policy) {
  return {
    status: "ON" as const,
    scaling_strategy: {
      flavor_switch: onOrOff(wanted.flavorSwitch),
      read_only_switch: onOrOff(wanted.readOnlySwitch),
    },
    monitor_cycle: wanted.monitorCycle,
    silence_cycle: wanted.silenceCycle,
    reduce_enabled: wanted.reduceEnabled,
    enlarge_threshold: wanted.enlargeThreshold,
    max_flavor: wanted.maxFlavor,
    max_read_only_count: wanted.maxReadOnlyCount,
    read_only_weight: wanted.readOnlyWeight,
  };
}
