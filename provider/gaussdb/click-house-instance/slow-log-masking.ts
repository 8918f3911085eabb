import { z } from "zod";
import { partsOf } from "../../runtime/child-id.ts";
import { aspect } from "../gaussdb.ts";
import { unlessGone } from "../htap.ts";
import { isOn } from "../switches.ts";

export const slowLogMasking = aspect({
  inputs: {
    slowLogMasking: z
      .boolean()
      .optional()
      .describe("Whether the slow log hides the values in statements (4.16.4). Not set: as it is."),
  },
  notice: ({ inputs }) =>
    inputs.slowLogMasking === false ? "Statements stand in the slow log with their values." : undefined,
  costly: true,
  async read({ cloud, id }) {
    const asked = { instance_id: partsOf(id).ownId };
    const answer = await unlessGone(cloud, id, () => cloud.get("getClickHouseSlowLogMasking", asked));
    return answer && { slowLogMasking: isOn(answer.open_slow_log_switch) };
  },
  async update({ cloud, id, inputs: { slowLogMasking } }) {
    await cloud.change("updateClickHouseSlowLogMasking", {
      instance_id: partsOf(id).ownId,
      body: { open_slow_log_switch: String(slowLogMasking) },
    });
  },
});
