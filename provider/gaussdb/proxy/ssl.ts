import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { isOn } from "../switches.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

export const ssl = aspect({
  inputs: {
    sslOption: fallback(z.boolean(), false)
      .optional()
      .describe("Whether connections to the proxy may be encrypted (4.7.23). Default false."),
  },
  notice: "SSL of the proxy is switched: connections may be interrupted.",
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { sslOption: isOn(item.proxy?.ssl_option) };
  },
  async update({ cloud, id, inputs: { sslOption } }) {
    await cloud.change("switchProxySsl", { ...pathOf(id), body: { ssl_option: sslOption } });
  },
});
