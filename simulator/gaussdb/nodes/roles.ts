import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf, nodeOf, nodesOf, proxiesOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseNode, Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** Changes of nodes that exist: 4.3.14, 4.3.19, 4.3.37 and 4.3.40. */
export function nodeRoleHandlers(world: World): Handlers {
  return {
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
      const priority = Number((call.body as { priority: number | string }).priority);
      const instance = instanceOf(world, call);
      const node = nodeOf(world, instance, call.path.node_id ?? "");
      checkPriority(world, instance, node, priority);
      requireFree(instance, { addingNodes: "DBS.05000084" });
      return answerWithJob(world, {
        name: "GaussDBforMySQLModifyNodePriority",
        instance,
        seconds: durations.changePriority,
        activity: "MODIFYING",
        finish: () => {
          node.priority = priority;
        },
      });
    },
  };
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
