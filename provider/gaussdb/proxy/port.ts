import { z } from "zod";
import { aspect } from "../gaussdb.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

const taken = [1033, 5342, 5343, 5344, 5345, 12017, 20000, 20201, 20202, 33062, 33071];

export const port = aspect({
  inputs: {
    port: z
      .int()
      .min(1025)
      .max(65534)
      .refine((port) => !taken.includes(port), `must be none of ${taken.join(", ")}`)
      .optional()
      .describe(
        "Port for applications: 1025 to 65534, but none of 1033, 5342 to 5345, 12017, 20000, 20201, 20202, 33062, 33071 " +
          "(4.7.14). The cloud picks one if not set, usually 3306.",
      ),
  },
  notice: "The port of the proxy changes: clients must follow, and connections are interrupted.",
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { port: item.proxy?.port === undefined ? undefined : Number(item.proxy.port) };
  },
  async update({ cloud, id, inputs: { port } }) {
    await cloud.change("updateProxyPort", { ...pathOf(id), body: { port } });
  },
});
