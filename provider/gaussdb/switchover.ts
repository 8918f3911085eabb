import { z } from "zod";
import { ownIdOf } from "../runtime/child-id.ts";
import { once } from "./once.ts";
import { oneShot } from "./one-shot.ts";
import { ownId } from "./own-id.ts";
import { nodesOf } from "./read-replica/addition.ts";

/** Makes another node of a GaussDB(for MySQL) instance the primary (4.3.19). */
export const switchover = oneShot({
  token: "gaussdb:Switchover",
  noun: "switchover of the instance",
  description:
    "Makes a read replica the primary of its instance (4.3.19) when it is created, and again when `nodeId` or `triggers` " +
    "change; if the node is the primary already, nothing happens. The former primary becomes a read replica. A later " +
    "failover is not undone. Its id is that of the instance, and deleting it does nothing.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
  },
  runsWith: {
    nodeId: ownId.describe(
      "Node that becomes the primary: the `id` or `nodeId` of a `ReadReplica`. Its failover priority must be 1.",
    ),
  },
  notice: "The primary of the instance changes, unless it is the wanted one already: connections are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId }) => instanceId,
  async read({ cloud, id }) {
    return (await cloud.instances.get(id)) && { instanceId: id };
  },
  async run({ cloud, id, inputs }) {
    const nodeId = ownIdOf(inputs.nodeId);
    const isPrimary = async () => (await nodesOf(cloud, id)).find((other) => other.id === nodeId)?.type === "master";
    const switchOver = () =>
      once(cloud, id, {
        what: "switching over",
        usual: "1 min",
        job: /Switchover/i,
        begin: (cloud) => cloud.begin("switchoverInstance", { instance_id: id, body: { node_id: nodeId } }),
      });
    if (await isPrimary()) return;
    // What was waited for may have gone to another node.
    if ((await switchOver()) === "awaited" && !(await isPrimary())) await switchOver();
  },
});
