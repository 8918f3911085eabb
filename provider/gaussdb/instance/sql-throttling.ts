import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { isOn, onOrOff } from "../switches.ts";

export const sqlThrottling = aspect({
  inputs: {
    sqlThrottling: fallback(z.boolean(), false)
      .optional()
      .describe(
        "Whether the rules of `SqlThrottlingRules` are in force (4.12.1). Default false, also when it is taken out.",
      ),
  },
  costly: true,
  async read({ cloud, id }) {
    const status = await cloud.get("getSqlThrottlingSwitchStatus", { instance_id: id });
    return { sqlThrottling: isOn(status?.switch_status) };
  },
  async update({ cloud, id, inputs: { sqlThrottling } }) {
    await cloud.change("switchSqlThrottling", { instance_id: id, body: { switch_status: onOrOff(sqlThrottling) } });
  },
});
