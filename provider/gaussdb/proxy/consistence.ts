import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

export const consistence = aspect({
  inputs: {
    consistenceMode: fallback(z.enum(["eventual", "session", "global"]), "eventual")
      .optional()
      .describe(
        "What a read sees: `eventual`, the writes of its own `session`, or all writes (`global`) (4.7.12). Default `eventual`.",
      ),
  },
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { consistenceMode: item.proxy?.consistence_mode || "eventual" };
  },
  async update({ cloud, id, inputs: { consistenceMode } }) {
    await cloud.change("updateProxySessionConsistence", {
      ...pathOf(id),
      body: {
        session_consistence: consistenceMode === "session" ? "true" : "false",
        consistence_mode: consistenceMode,
      },
    });
  },
});
