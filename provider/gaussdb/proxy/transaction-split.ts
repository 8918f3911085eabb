import { z } from "zod";
import { partsOf } from "../../runtime/child-id.ts";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { isOn, onOrOff } from "../switches.ts";
import { proxyOf } from "./proxy-of.ts";

export const transactionSplit = aspect({
  inputs: {
    transactionSplit: fallback(z.boolean(), false)
      .optional()
      .describe("Whether reads before the first write of a transaction go to replicas (4.7.10). Default false."),
  },
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { transactionSplit: isOn(item.proxy?.transaction_split) };
  },
  async update({ cloud, id, inputs: { transactionSplit } }) {
    const { parentId: instanceId, ownId } = partsOf(id);
    await cloud.change("setProxyTransactionSplit", {
      instance_id: instanceId,
      body: { transaction_split: onOrOff(transactionSplit), proxy_id_list: [ownId] },
    });
  },
});
