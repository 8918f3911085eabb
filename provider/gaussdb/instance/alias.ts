import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

export const alias = aspect({
  inputs: {
    alias: fallback(
      z
        .string()
        .max(64)
        .regex(/^[A-Za-z0-9._\u4E00-\u9FFF-]*$/, "must have only letters, digits, full stops, underscores and hyphens"),
      "",
    )
      .optional()
      .describe("Remark: up to 64 letters, digits, `.`, `_` and `-` (4.3.24). Default empty."),
  },
  async update({ cloud, id, inputs: { alias } }) {
    await cloud.change("updateInstanceAlias", { instance_id: id, body: { alias } });
  },
});
