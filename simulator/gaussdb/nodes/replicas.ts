import { requireFree, requireNoOpenOrder } from "../busy.ts";
import { flavors, zonesOf } from "../catalogue.ts";
import { durations } from "../durations.ts";
import { startJob } from "../jobs.ts";
import { instanceOf, nodeOf, nodesOf, projectOf, proxiesOf } from "../lookup.ts";
import { placeOrder } from "../orders.ts";
import { amountsOf, fitsQuotas } from "../quotas.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseNode, Instance, Job } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { addNode } from "./records.ts";

const mostReplicas = 15;
const mostReplicasInFailover = 9;

/** 4.3.4 and 4.3.5. */
export function replicaHandlers(world: World): Handlers {
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
      const flavor = flavors.find(({ spec_code }) => spec_code === instance.flavor_ref);
      const more = amountsOf(flavor, { instances: 0, nodes: body.priorities.length });
      const enterpriseProjectId = instance.enterprise_project_id;
      if (!fitsQuotas(world, { project: projectOf(world, call), enterpriseProjectId, more })) refuse("DBS.200046");
      const nodes = addReplicas(world, instance, body.priorities, body.availability_zones);
      const answer = { instance_id: instance.id, node_names: nodes.map(({ name }) => name) };
      const build = (orderId: string) => buildNodes(world, instance, nodes, orderId);
      if (instance.charge_info.charge_mode === "postPaid") {
        return { status: 201, body: { ...answer, job_id: build("").id } };
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
  };
}

function addReplicas(world: World, instance: Instance, priorities: number[], zones: string[] = []) {
  return priorities.map((priority, index) => {
    const inFailover = nodesOf(world, instance).filter((node) => node.type === "slave" && node.priority > 0).length;
    const granted = inFailover < mostReplicasInFailover ? priority : -1;
    return addNode(world, instance, { type: "slave", priority: granted, zone: zones[index] ?? zones[0] });
  });
}

/** One job builds all nodes of a call. */
function buildNodes(world: World, instance: Instance, nodes: readonly DatabaseNode[], orderId: string): Job {
  const built = (node: DatabaseNode, status: DatabaseNode["status"]) => {
    node.status = status;
    node.updated = world.clock.now();
    for (const proxy of proxiesOf(world, instance)) {
      proxy.weights[node.id] = proxy.new_node_auto_add_status === "ON" ? proxy.new_node_weight : 0;
    }
  };
  return startJob(world, {
    name: "AddGaussDBforMySQLNodes",
    instance,
    seconds: durations.createNode,
    activity: "ADDING NODES",
    orderId,
    finish: (state = "normal") => {
      for (const node of nodes) built(node, state as DatabaseNode["status"]);
    },
    fail: (made) => {
      for (const node of nodes.slice(0, made)) built(node, "normal");
      for (const node of nodes.slice(made)) world.store.nodes.delete(node.id);
    },
  });
}

function removeNode(world: World, instance: Instance, node: DatabaseNode) {
  world.store.nodes.delete(node.id);
  world.store.sqlThrottlingRules.delete(node.id);
  for (const proxy of proxiesOf(world, instance)) delete proxy.weights[node.id];
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
