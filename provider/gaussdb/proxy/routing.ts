import { z } from "zod";
import { ownIdOf } from "../../runtime/child-id.ts";
import { someKeys, unordered } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { ownId } from "../own-id.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

const weight = z.int().min(0).max(1000);

export const routing = aspect({
  inputs: {
    routeMode: z
      .literal([0, 1, 2])
      .optional()
      .describe(
        "How reads are spread: 0 by weight, 1 balanced by load over the replicas, 2 balanced by load over all nodes. " +
          "Default 0. A change is in public beta (4.7.9).",
      ),
    masterWeight: weight
      .optional()
      .describe("Weight of the primary node for reads: 0 to 1000 with `routeMode` 0, 0 with 1, 1 with 2 (4.7.8)."),
    readonlyNodes: unordered(
      someKeys(
        z.array(
          z.object({
            id: ownId.describe("Read replica: the `id` or `nodeId` of a `ReadReplica`."),
            weight: weight.describe("Weight for reads: 0 to 1000 with `routeMode` 0, else 0 or 1."),
          }),
        ),
      ),
      "id",
    )
      .optional()
      .describe("Weights of read replicas (4.7.8). Only those that are named are managed."),
  },
  rules: [
    {
      of: ["masterWeight", "routeMode"],
      refuse({ routeMode, masterWeight }) {
        if (masterWeight === undefined || !routeMode) return undefined;
        return masterWeight === routeMode - 1 ? undefined : `must be ${routeMode - 1} with routeMode ${routeMode}`;
      },
    },
    {
      of: ["readonlyNodes", "routeMode"],
      refuse: ({ routeMode, readonlyNodes = [] }) =>
        routeMode && readonlyNodes.some(({ weight }) => weight > 1)
          ? "must have weights 0 or 1 with routeMode 1 or 2"
          : undefined,
    },
  ],
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return (
      item && {
        routeMode: item.proxy?.route_mode === undefined ? undefined : Number(item.proxy.route_mode),
        masterWeight: item.master_node?.weight,
        readonlyNodes: (item.readonly_nodes ?? []).map(({ id, weight }) => ({ id, weight })),
      }
    );
  },
  async update({ cloud, id, inputs, changes }) {
    const weights = {
      master_weight: inputs.masterWeight,
      readonly_nodes: inputs.readonlyNodes?.map(({ id, weight }) => ({ id: ownIdOf(id), weight })),
    };
    if (changes.routeMode === undefined) {
      await cloud.change("setProxyWeights", { ...pathOf(id), body: weights });
    } else {
      await cloud.change("setProxyRouteMode", { ...pathOf(id), body: { route_mode: changes.routeMode, ...weights } });
    }
  },
});
