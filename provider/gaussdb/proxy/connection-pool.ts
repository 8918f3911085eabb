import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

export const connectionPool = aspect({
  inputs: {
    connectionPoolType: fallback(z.enum(["CLOSED", "SESSION"]), "CLOSED")
      .optional()
      .describe("Whether connections to the nodes are pooled by session (4.7.13, public beta). Default `CLOSED`."),
  },
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { connectionPoolType: item.proxy?.connection_pool_type };
  },
  async update({ cloud, id, inputs: { connectionPoolType } }) {
    await cloud.change("changeProxyConnectionPoolType", {
      ...pathOf(id),
      body: { connection_pool_type: connectionPoolType },
    });
  },
});
