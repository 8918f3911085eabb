import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { requireSuccess } from "../outcome.ts";
import { isOn, onOrOff } from "../switches.ts";

export const fullSql = aspect({
  inputs: {
    fullSql: fallback(z.boolean(), false)
      .optional()
      .describe(
        "Collect all SQL statements, also called the audit log (4.8.1). Default false, also when it is taken out.",
      ),
  },
  notice: ({ inputs: { fullSql } }) =>
    fullSql
      ? "All SQL statements are collected from now on: their storage costs."
      : "Collecting SQL statements ends: what DAS and DBSS make of them may end as well.",
  costly: true,
  async read({ cloud, id }) {
    return { fullSql: isOn((await cloud.get("getFullSqlSwitchStatus", { instance_id: id }))?.switch_status) };
  },
  async update({ cloud, id, inputs: { fullSql } }) {
    const answer = await cloud.change("switchFullSql", { instance_id: id, body: { switch_status: onOrOff(fullSql) } });
    requireSuccess("switchFullSql", answer);
  },
});
