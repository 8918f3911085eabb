import { z } from "zod";
import { aspect } from "../gaussdb.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

export const size = aspect({
  inputs: {
    flavorRef: z
      .string()
      .min(1)
      .describe(
        "Flavor of the proxy's nodes: a `spec_code` of the proxy flavors (4.7.4), for example `gaussdb.proxy.large.x86.2`.",
      ),
  },
  notice: "The flavor of the proxy changes: connections through it are interrupted, and the price changes.",
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { flavorRef: item.proxy?.flavor_ref };
  },
  async update({ cloud, id, inputs: { flavorRef } }) {
    await cloud.change("changeProxyFlavor", { ...pathOf(id), body: { flavor_ref: flavorRef } });
  },
});
