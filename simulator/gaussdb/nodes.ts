import { requireFree, requireNoOpenOrder } from "./busy.ts";
import { zonesOf } from "./catalogue.ts";
import { durations } from "./durations.ts";
import { answerWithJob, startJob } from "./jobs.ts";
import { instanceOf, nodeOf, nodesOf, proxiesOf } from "./lookup.ts";
import { placeOrder } from "./orders.ts";
import { refuse } from "./refusal.ts";
import type { DatabaseNode, Instance, Job } from "./store.ts";
import type { Handlers, World } from "./world.ts";

const mostReplicas = 15;
const mostReplicasInFailover = 9;

/** Adds the record of a node. Nodes of a multi-zone instance are spread over the zones of the region. */
export function addNode(
  world: World,
  instance: Instance,
  { type, priority, zone }: { type: DatabaseNode["type"]; priority: number; zone?: string | undefined },
): DatabaseNode {
  const ordinal = Math.max(0, ...nodesOf(world, instance).map((node) => node.ordinal)) + 1;
  const zones = zonesOf(instance.region);
  const first = zones.indexOf(instance.master_availability_zone);
  const spread = zones[(first + ordinal - 1) % zones.length] ?? instance.master_availability_zone;
  const node: DatabaseNode = {
    id: world.newId("no07"),
    instance_id: instance.id,
    created: world.clock.now(),
    ordinal,
    updated: world.clock.now(),
    name: nodeName(instance, ordinal),
    type,
    status: "creating",
    private_read_ip: world.newAddress(),
    az_code: zone ?? (instance.availability_zone_mode === "multi" ? spread : instance.master_availability_zone),
    flavor_ref: instance.flavor_ref,
    priority,
    need_restart: false,
  };
  world.store.nodes.set(node.id, node);
  return node;
}

/** The name that a node gets from its instance. */
export function nodeName(instance: Instance, ordinal: number): string {
  return `${instance.name}_node${String(ordinal).padStart(2, "0")}`;
}

/** 4.3.4, 4.3.5, 4.3.14, 4.3.19, 4.3.37 and 4.3.40. */
export function nodeHandlers(world: World): Handlers {
  return {
    createReadOnlyNodes: (call) => {
      const body = call.body as { priorities: number[]; is_auto_pay?: string; availability_zones?: string[] };
      const instance = instanceOf(world, call);
      requireNoOpenOrder(world, instance);
      requireFree(instance, { addingNodes: "DBS.05000084" });
      const replicas = nodesOf(world, instance).filter(({ type }) => type === "slave");
      if (body.priorities.length === 0) refuse("DBS.05000089", "0");
      if (replicas.length + body.priorities.length > mostReplicas) refuse("DBS.200056");
      checkZones(instance, body.availability_zones);
      const nodes = addReplicas(world, instance, body.priorities, body.availability_zones);
      const answer = { instance_id: instance.id, node_names: nodes.map(({ name }) => name) };
      const build = (orderId: string) => nodes.map((node) => buildNode(world, instance, node, orderId));
      if (instance.charge_info.charge_mode === "postPaid") {
        const jobs = build("").map(({ id }) => id);
        return { status: 201, body: { ...answer, job_id: jobs.join(",") } };
      }
      const order = placeOrder(world, instance, { isAutoPay: body.is_auto_pay, carryOut: build });
      return { status: 201, body: { ...answer, order_id: order.id } };
    },
    deleteReadOnlyNode: (call) => {
      const instance = instanceOf(world, call);
      const node = nodeOf(world, instance, call.path.node_id ?? "");
      if (node.type === "master") refuse("DBS.05000091", "the primary node cannot be deleted");
      requireFree(instance, { addingNodes: "DBS.05000084" });
      checkZonesWithout(world, instance, node);
      const job = startJob(world, {
        name: "DeleteGaussDBforMySQLNode",
        instance,
        seconds: durations.deleteNode,
        activity: "MODIFYING",
        finish: () => removeNode(world, instance, node),
      });
      const prePaid = instance.charge_info.charge_mode === "prePaid";
      return { status: 200, body: { job_id: job.id, ...(prePaid && { order_id: instance.order_id }) } };
    },
    restartNode: (call) => {
      const { delay = false } = (call.body ?? {}) as { delay?: boolean };
      const instance = instanceOf(world, call);
      const node = nodeOf(world, instance, call.path.node_id ?? "");
      requireFree(instance);
      return answerWithJob(world, {
        name: "RebootGaussDBforMySQLInstance",
        instance,
        seconds: durations.restart,
        activity: "REBOOTING",
        delayed: delay,
        finish: () => {
          node.need_restart = false;
        },
      });
    },
    switchoverInstance: (call) => {
      const { node_id } = call.body as { node_id: string };
      const instance = instanceOf(world, call);
      const node = nodeOf(world, instance, node_id);
      if (node.type === "master") refuse("DBS.05000091", "the node is the primary already");
      if (node.priority !== 1) refuse("DBS.05000101");
      requireFree(instance);
      return answerWithJob(world, {
        name: "SwitchoverGaussDBforMySQLMasterNode",
        instance,
        seconds: durations.switchover,
        activity: "SWITCHOVER",
        finish: () => promote(world, instance, node),
      });
    },
    updateNodeNames: (call) => {
      const { node_list: list } = call.body as { node_list: { node_id: string; name: string }[] };
      const instance = instanceOf(world, call);
      const renames = list.map(({ node_id, name }) => ({ node: nodeOf(world, instance, node_id), name }));
      requireFree(instance);
      return answerWithJob(world, {
        name: "RenameGaussDBforMySQLInstance",
        instance,
        seconds: durations.smallChange,
        activity: "MODIFYING",
        finish: () => {
          for (const { node, name } of renames) node.name = name;
        },
      });
    },
    updateNodePriority: (call) => {
      const { priority } = call.body as { priority: number };
      const instance = instanceOf(world, call);
      const node = nodeOf(world, instance, call.path.node_id ?? "");
      checkPriority(world, instance, node, priority);
      requireFree(instance, { addingNodes: "DBS.05000084" });
      return answerWithJob(world, {
        name: "GaussDBforMySQLModifyNodePriority",
        instance,
        seconds: durations.smallChange / 6,
        activity: "MODIFYING",
        finish: () => {
          node.priority = priority;
        },
      });
    },
  };
}

function addReplicas(world: World, instance: Instance, priorities: number[], zones: string[] = []) {
  return priorities.map((priority, index) => {
    const inFailover = nodesOf(world, instance).filter((node) => node.type === "slave" && node.priority > 0).length;
    const granted = inFailover < mostReplicasInFailover ? priority : -1;
    return addNode(world, instance, { type: "slave", priority: granted, zone: zones[index] ?? zones[0] });
  });
}

function buildNode(world: World, instance: Instance, node: DatabaseNode, orderId: string): Job {
  return startJob(world, {
    name: "AddGaussDBforMySQLNodes",
    instance,
    seconds: durations.createNode,
    activity: "ADDING NODES",
    orderId,
    finish: (state = "normal") => {
      node.status = state as DatabaseNode["status"];
      for (const proxy of proxiesOf(world, instance)) {
        proxy.weights[node.id] = proxy.new_node_auto_add_status === "ON" ? proxy.new_node_weight : 0;
      }
    },
    fail: () => {
      world.store.nodes.delete(node.id);
    },
  });
}

function removeNode(world: World, instance: Instance, node: DatabaseNode) {
  world.store.nodes.delete(node.id);
  for (const proxy of proxiesOf(world, instance)) delete proxy.weights[node.id];
}

/** The primary becomes a replica; in every proxy the two nodes swap their weights' places. */
function promote(world: World, instance: Instance, node: DatabaseNode) {
  const primary = nodesOf(world, instance).find(({ type }) => type === "master");
  if (primary) primary.type = "slave";
  node.type = "master";
  instance.master_availability_zone = node.az_code;
  for (const proxy of proxiesOf(world, instance)) {
    if (primary) proxy.weights[primary.id] = proxy.weights[node.id] ?? 0;
    delete proxy.weights[node.id];
  }
}

function checkZones(instance: Instance, zones: string[] = []) {
  const unknown = zones.find((zone) => !zonesOf(instance.region).includes(zone));
  if (unknown !== undefined) refuse("DBS.05000086", unknown);
}

function checkZonesWithout(world: World, instance: Instance, node: DatabaseNode) {
  if (instance.availability_zone_mode === "single") return;
  const rest = nodesOf(world, instance).filter(({ id }) => id !== node.id);
  if (new Set(rest.map(({ az_code }) => az_code)).size < 2) {
    refuse("DBS.05000091", "the remaining nodes would be in one AZ");
  }
}

function checkPriority(world: World, instance: Instance, node: DatabaseNode, priority: number) {
  const nodes = nodesOf(world, instance);
  const others = nodes.filter(({ id }) => id !== node.id);
  if (priority !== 1 && !others.some((other) => other.priority === 1)) refuse("DBS.05000102");
  const primary = nodes.find(({ type }) => type === "master");
  if (priority === 1 && primary && primary.flavor_ref !== node.flavor_ref) refuse("DBS.05000100");
  if (priority !== -1) return;
  if (instance.availability_zone_mode === "single") {
    if (nodes.filter(({ type }) => type === "slave").length <= 2) refuse("DBS.05000091", "priority -1");
    return;
  }
  const inFailover = others.filter((other) => other.priority > 0).map(({ az_code }) => az_code);
  if (new Set(inFailover).size < 2) refuse("DBS.05000091", "priority -1");
}
