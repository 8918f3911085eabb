import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { isOn } from "../switches.ts";

export const monitoring = aspect({
  inputs: {
    secondLevelMonitoring: fallback(
      z.object({
        enabled: z.boolean().describe("Whether it is on."),
        period: z
          .literal([1, 5])
          .optional()
          .describe("Seconds between two values: 1 or 5. Default 5. Only with `enabled`."),
      }),
      { enabled: false },
    )
      .optional()
      .describe("Monitoring by seconds (4.3.12). Default off, also when it is taken out."),
  },
  rules: [
    {
      of: ["secondLevelMonitoring"],
      refuse: ({ secondLevelMonitoring: monitoring }) =>
        monitoring?.enabled === false && monitoring.period !== undefined
          ? "must not have a period while enabled is false"
          : undefined,
    },
  ],
  costly: true,
  async read({ cloud, id }) {
    const policy = await cloud.get("getInstanceMonitorPolicy", { instance_id: id });
    const enabled = isOn(policy?.monitor_switch);
    if (enabled === undefined) return {};
    // A period that is shown while the switch is off means nothing.
    const period = enabled && policy?.period ? Number(policy.period) : undefined;
    return { secondLevelMonitoring: { enabled, period } };
  },
  async update({ cloud, id, inputs: { secondLevelMonitoring: monitoring } }) {
    await cloud.change("setInstanceMonitorPolicy", {
      instance_id: id,
      body: { monitor_switch: monitoring.enabled, period: monitoring.enabled ? monitoring.period : undefined },
    });
  },
});
