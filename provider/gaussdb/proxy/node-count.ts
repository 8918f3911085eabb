import { z } from "zod";
import { partsOf } from "../../runtime/child-id.ts";
import { aspect } from "../gaussdb.ts";
import { idle } from "../jobs.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

export const nodeCount = aspect({
  inputs: {
    nodeNum: z
      .int()
      .min(2)
      .max(32)
      .describe("Nodes of the proxy: 2 to 16, later up to 32 in all proxies of an instance (4.7.5)."),
  },
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { nodeNum: item.proxy?.node_num };
  },
  async update({ cloud, id, inputs: { nodeNum } }) {
    const { parentId: instanceId, ownId } = partsOf(id);
    await cloud.exclusively(instanceId, async (cloud) => {
      // Both calls take a difference, so it is worked out from what is there when nothing changes any more.
      await idle(cloud, instanceId);
      const now = (await proxyOf(cloud, id))?.proxy?.node_num ?? nodeNum;
      if (nodeNum > now) {
        await cloud.change("addProxyNodes", {
          instance_id: instanceId,
          body: { node_num: nodeNum - now, proxy_id: ownId },
        });
      }
      if (nodeNum < now) await cloud.change("reduceProxyNodes", { ...pathOf(id), body: { node_num: now - nodeNum } });
    });
  },
});
