import { z } from "zod";
import { JobFailed } from "../http/errors.ts";
import { childId, partsOf } from "../runtime/child-id.ts";
import { atCreation, stable } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { orderFollower } from "./orders.ts";
import { precheck } from "./precheck.ts";
import { addition, nodesOf } from "./read-replica/addition.ts";
import { check } from "./read-replica/check.ts";
import { name } from "./read-replica/name.ts";

const priority = aspect({
  inputs: {
    priority: z
      .int()
      .refine((priority) => priority === -1 || (priority >= 1 && priority <= 16), "must be 1 to 16, or -1")
      .optional()
      .describe(
        "Failover priority: 1 (first) to 16; -1 takes the node out of failover, which only a change can do (4.3.40). " +
          "At least one node of an instance must have 1. Default 1.",
      ),
  },
  async update({ cloud, id, inputs: { priority } }) {
    const { parentId: instanceId, ownId } = partsOf(id);
    await cloud.change("updateNodePriority", { instance_id: instanceId, node_id: ownId, body: { priority } });
  },
});

/** A read replica of a GaussDB(for MySQL) instance (4.3.4). */
export const readReplica = resource({
  token: "gaussdb:ReadReplica",
  noun: "read replica",
  description:
    "A read-only node of a GaussDB(for MySQL) instance (4.3.4). Its id is `<instance id>/<node id>`. After a failover it " +
    "may have become the primary (output `role`); the primary is never deleted.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    availabilityZone: z
      .string()
      .min(1)
      .optional()
      .describe("Zone, for example `ap-southeast-3a` (public beta, on request). The cloud picks one if not set."),
    isAutoPay: atCreation(z.boolean())
      .optional()
      .describe("Yearly/monthly instances: pay the order from the account. Default true. It counts at creation only."),
    precheck,
  },
  outputs: {
    name: z.string().describe("Name."),
    nodeId: stable(z.string()).describe("Id of the node."),
    role: z.enum(["master", "slave"]).describe("`slave`, or `master` after a failover."),
    state: z.string().describe("State, for example `normal`."),
    privateReadIp: stable(z.string()).describe("Private address for reading."),
    flavorRef: z.string().describe("Flavor, that of the instance."),
  },
  aspects: [name, priority],
  timeLimits: { create: 60, update: 30, delete: 60 },
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:Instance", input: "instanceId" },

  async precheck({ cloud, inputs: { instanceId, precheck } }) {
    if (precheck) await cloud.together(check, instanceId, null);
  },
  async create({ cloud, inputs: { instanceId, priority, availabilityZone, isAutoPay }, created }) {
    const granted = priority === undefined || priority < 1 ? 1 : priority;
    const wanted = { priority: granted, availabilityZone, isAutoPay };
    const { nodeId, started } = await cloud.together(addition, instanceId, wanted);
    const id = childId(instanceId, nodeId);
    created(id);
    await cloud.finished(started, "adding the read replica", "5 to 20 min").catch(async (failure: unknown) => {
      // The job is for several nodes: that it failed does not mean that it failed for this one.
      if (!(failure instanceof JobFailed) || (await built(cloud, id))?.status !== "normal") throw failure;
    });
  },
  async find({ cloud, inputs: { instanceId, name } }) {
    const nodes = await nodesOf(cloud, instanceId);
    return nodes.filter((node) => node.name === name).map(({ id }) => childId(instanceId, id));
  },
  // A node is named after it was made (4.3.37).
  async siblings({ cloud, inputs: { instanceId } }) {
    const nodes = await nodesOf(cloud, instanceId);
    return nodes.map(({ id }) => childId(instanceId, id));
  },
  async ready({ cloud, id }) {
    await built(cloud, id);
  },
  async read({ cloud, id }) {
    const node = await nodeOf(cloud, id);
    if (node === undefined) return undefined;
    const { parentId: instanceId, ownId } = partsOf(id);
    return {
      instanceId,
      nodeId: ownId,
      name: node.name,
      priority: node.priority,
      availabilityZone: node.az_code,
      role: node.type,
      state: node.status,
      privateReadIp: node.private_read_ips?.[0],
      flavorRef: node.flavor_ref,
    };
  },
  ailment: ({ state }) => (state === "abnormal" ? { text: "The read replica is abnormal." } : undefined),
  async delete({ cloud, id }) {
    const { parentId: instanceId, ownId } = partsOf(id);
    // One node a call (4.3.5): those of one instance go one after the other.
    const remove = async (cloud: GaussDb) => {
      const node = await nodeOf(cloud, id);
      if (node === undefined) return;
      if (node.type === "master") {
        throw new Error(
          `Node ${ownId} has become the primary of instance ${instanceId}: it holds the writes and is not deleted. ` +
            "Switch over to another node first, or take the resource out of the state with pulumi state delete.",
        );
      }
      await cloud.change("deleteReadOnlyNode", { instance_id: instanceId, node_id: ownId });
      await cloud.wait({
        what: "deleting",
        look: async () => ((await nodeOf(cloud, id)) === undefined ? { done: undefined } : { now: "still there" }),
      });
    };
    await cloud.exclusively(instanceId, remove, { minutes: 2 });
  },
});

/** The node when it is not being made any more. That of a yearly/monthly instance is made when its order is paid. */
async function built(cloud: GaussDb, id: string) {
  const { parentId: instanceId } = partsOf(id);
  const isOrdered = (await cloud.instances.get(instanceId))?.charge_info?.charge_mode === "prePaid";
  const follow = orderFollower(cloud, "creating the read replica", { instance_id: instanceId });
  return cloud.wait({
    what: "creating",
    usual: "5 to 20 min",
    async look() {
      const node = await nodeOf(cloud, id);
      if (node?.status !== "creating") return { done: node };
      return { now: isOrdered ? await follow() : node.status };
    },
  });
}

async function nodeOf(cloud: GaussDb, id: string) {
  const { parentId: instanceId, ownId } = partsOf(id);
  return (await nodesOf(cloud, instanceId)).find((node) => node.id === ownId);
}
