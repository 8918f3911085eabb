import { z } from "zod";
import { aspect } from "../gaussdb.ts";
import { isOn } from "../switches.ts";

export const slowLogMasking = aspect({
  inputs: {
    slowLogMasking: z
      .boolean()
      .optional()
      .describe("Hide the values of statements in the slow log (4.8.10). The default is not documented."),
  },
  notice: ({ inputs: { slowLogMasking } }) =>
    slowLogMasking ? undefined : "The slow log shows the values of statements from now on.",
  costly: true,
  async read({ cloud, id }) {
    const status = await cloud.get("getSlowLogMaskingStatus", { instance_id: id });
    return { slowLogMasking: isOn(status?.open_slow_log_switch) };
  },
  async update({ cloud, id, inputs: { slowLogMasking } }) {
    // The reference's table has another name for this field than its example and the operation that reads it.
    await cloud.change("switchSlowLogMasking", { instance_id: id, body: { open_slow_log_switch: slowLogMasking } });
  },
});
