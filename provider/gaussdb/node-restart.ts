import { z } from "zod";
import { childId, ownIdOf, partsOf } from "../runtime/child-id.ts";
import { oneShot } from "./one-shot.ts";
import { ownId } from "./own-id.ts";
import { nodesOf } from "./read-replica/addition.ts";
import { delay, restartOnce } from "./restart.ts";

/** A restart of one node of a GaussDB(for MySQL) instance (4.3.14). */
export const nodeRestart = oneShot({
  token: "gaussdb:NodeRestart",
  noun: "restart of the node",
  description:
    "Restarts one node of an instance (4.3.14) when it is created, and again when `triggers` change. Its id is " +
    "`<instance id>/<node id>`, and deleting it does nothing.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    nodeId: ownId.describe(
      "Node: the `id` or `nodeId` of a `ReadReplica`, or an id in the output `nodes` of the instance.",
    ),
    delay,
  },
  notice: "The node restarts, with delay in the maintenance window: connections to it are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId, nodeId }) => childId(instanceId, ownIdOf(nodeId)),
  async read({ cloud, id }) {
    const { parentId: instanceId, ownId: nodeId } = partsOf(id);
    const node = (await nodesOf(cloud, instanceId)).find((other) => other.id === nodeId);
    return node && { instanceId, nodeId };
  },
  async run({ cloud, id, inputs: { delay } }) {
    const { parentId: instanceId, ownId: nodeId } = partsOf(id);
    await restartOnce(cloud, instanceId, {
      delay,
      toOneOfSeveral: true,
      begin: (cloud) => cloud.begin("restartNode", { instance_id: instanceId, node_id: nodeId, body: { delay } }),
    });
  },
});
