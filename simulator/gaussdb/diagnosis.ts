import type { Call } from "../cloud.ts";
import { nodesOf, projectOf } from "./lookup.ts";
import { page, text } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { Handlers, World } from "./world.ts";

const metrics = ["high_pressure", "insufficient_capacity", "slow_sql_frequency", "mem_overrun", "connections_exceed"];

/** 4.14: an administrator of the simulated cloud decides which instances are abnormal. */
export function diagnosisHandlers(world: World): Handlers {
  return {
    listAbnormalInstanceCounts: (call) => {
      const diagnosis_info = metrics.map((metric_name) => {
        return { metric_name, count: abnormal(world, call, metric_name).length };
      });
      return { status: 200, body: { diagnosis_info } };
    },
    listAbnormalInstances: (call) => {
      const metric = text(call.query.metric_name) ?? "";
      if (!metrics.includes(metric)) refuse("DBS.05000044", "metric_name");
      const found = abnormal(world, call, metric);
      const instance_infos = page(found, call.query).map((instance) => {
        return { instance_id: instance.id, master_node_id: nodesOf(world, instance)[0]?.id ?? "" };
      });
      return { status: 200, body: { total_count: found.length, instance_infos } };
    },
  };
}

function abnormal(world: World, call: Call, metric: string) {
  const { id } = projectOf(world, call);
  return [...world.store.instances.values()].filter(
    ({ project_id, abnormal_metrics }) => project_id === id && abnormal_metrics.includes(metric),
  );
}
