import { z } from "zod";
import { aspect } from "../gaussdb.ts";
import { requireSuccess } from "../outcome.ts";
import { isOn, onOrOff } from "../switches.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

export const newNodes = aspect({
  inputs: {
    newNodeAutoAddStatus: z
      .boolean()
      .optional()
      .describe("Whether new read replicas join the proxy by themselves (4.7.11; support must enable it)."),
    newNodeWeight: z.int().min(0).max(1000).optional().describe("Weight that they get: 0 to 1000. With `routeMode` 0."),
  },
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    const on = isOn(item?.proxy?.new_node_auto_add_status);
    return item && { newNodeAutoAddStatus: on, newNodeWeight: on ? item.proxy?.new_node_weight : undefined };
  },
  async update({ cloud, id, inputs: { newNodeAutoAddStatus, newNodeWeight } }) {
    const answer = await cloud.change("setProxyNewNodeAutoAdd", {
      ...pathOf(id),
      body: {
        switch_status: onOrOff(newNodeAutoAddStatus),
        weight: newNodeAutoAddStatus ? newNodeWeight : undefined,
      },
    });
    requireSuccess("setProxyNewNodeAutoAdd", answer);
  },
});
