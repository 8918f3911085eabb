import { z } from "zod";
import { childId } from "../runtime/child-id.ts";
import { htapInstanceId, htapPartsOf } from "./htap.ts";
import { once } from "./once.ts";
import { oneShot } from "./one-shot.ts";
import { atRest, nodesOf, starRocksOf } from "./star-rocks-instance/star-rocks-of.ts";

/** A restart of one node of a StarRocks instance (4.15.7). */
export const starRocksNodeRestart = oneShot({
  token: "gaussdb:StarRocksNodeRestart",
  noun: "restart of the StarRocks node",
  description:
    "Restarts one node of a StarRocks instance (4.15.7) when it is created, and again when `triggers` change. Its id is " +
    "`<instance id>/<StarRocks instance id>/<node id>`, and deleting it does nothing.",
  inputs: {
    starRocksInstanceId: htapInstanceId("StarRocksInstance"),
    nodeId: z
      .string()
      .regex(/^[^/\s]+$/, "must be the node's own id, without a slash")
      .describe("Node: an id in the output `nodes` of the `StarRocksInstance`."),
  },
  notice: "The StarRocks node restarts: connections to it are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:StarRocksInstance", input: "starRocksInstanceId" },
  idOf: ({ starRocksInstanceId, nodeId }) => childId(starRocksInstanceId, nodeId),
  async read({ cloud, id }) {
    const { htapInstanceId: starRocksInstanceId, ownId: nodeId } = htapPartsOf(id);
    const instance = await starRocksOf(cloud, starRocksInstanceId);
    const isThere = instance && nodesOf(instance).some(({ id }) => id === nodeId);
    return isThere ? { starRocksInstanceId, nodeId } : undefined;
  },
  async run({ cloud, id }) {
    const { htapInstanceId, htapId: starrocks_instance_id, ownId: starrocks_node_id } = htapPartsOf(id);
    await once(cloud, starrocks_instance_id, {
      what: "restarting",
      job: /(Restart|Reboot).*Node/i,
      toOneOfSeveral: true,
      begin: (cloud) => cloud.begin("restartStarRocksNode", { starrocks_instance_id, starrocks_node_id }),
    });
    await atRest(cloud, htapInstanceId, "restarting");
  },
});
