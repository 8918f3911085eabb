import type { Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { htapEngines } from "../htap/catalogue.ts";
import { statusOf } from "../htap/list.ts";
import { htapInstanceById, missingInstance } from "../htap/lookup.ts";
import type { HtapInstance } from "../htap/store.ts";
import { projectOf } from "../lookup.ts";
import { matches, page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Handlers, World } from "../world.ts";

/** Where the slow logs of an instance are to go; no other logs can. */
interface LogConfig {
  instance_id: string;
  log_type: "slow_log";
}

interface NewLogConfig extends LogConfig {
  lts_group_id: string;
  lts_stream_id: string;
}

/** 4.16.6 to 4.16.8. */
export function clickHouseLtsHandlers(world: World): Handlers {
  const instanceOf = (call: Call, id: string) =>
    htapInstanceById(world, call, { id, engine: "click-house", missing: missingInstance });

  /** All or nothing: the instances that a batch names, each of which accepts the change. */
  function targets(call: Call): HtapInstance[] {
    const { log_configs: configs } = call.body as { log_configs: LogConfig[] };
    const instances = configs.map(({ instance_id }) => instanceOf(call, instance_id));
    for (const htap of instances) requireFree(htap);
    return instances;
  }

  return {
    listClickHouseLtsConfigs: (call) => {
      const found = instancesOf(world, call);
      const instance_lts_configs = page(found, call.query, 10).map((htap) => listItem(world, htap));
      return { status: 200, body: { instance_lts_configs, total_count: found.length } };
    },
    createClickHouseLtsConfigs: (call) => {
      const { log_configs: configs } = call.body as { log_configs: NewLogConfig[] };
      targets(call);
      for (const { instance_id, lts_group_id, lts_stream_id } of configs) {
        world.store.clickHouseLtsConfigs.set(instance_id, { instance_id, lts_group_id, lts_stream_id });
      }
      return { status: 200 };
    },
    deleteClickHouseLtsConfigs: (call) => {
      const instances = targets(call);
      if (instances.some(({ id }) => !world.store.clickHouseLtsConfigs.has(id))) refuse("DBS.280001");
      for (const { id } of instances) world.store.clickHouseLtsConfigs.delete(id);
      return { status: 200 };
    },
  };
}

function instancesOf(world: World, call: Call): HtapInstance[] {
  const project = projectOf(world, call);
  const { query } = call;
  const projectWanted = text(query.enterprise_project_id);
  return [...world.store.htapInstances.values()].filter(
    (htap) =>
      htap.engine === "click-house" &&
      htap.project_id === project.id &&
      matches(htap.id, text(query.instance_id)) &&
      matches(htap.name, text(query.instance_name)) &&
      (projectWanted === undefined || enterpriseProjectOf(htap) === projectWanted),
  );
}

/** What is not set, or no longer, is there all the same, without being enabled. */
function listItem(world: World, htap: HtapInstance) {
  const config = world.store.clickHouseLtsConfigs.get(htap.id);
  const { lts_group_id = "", lts_stream_id = "" } = config ?? {};
  const project = enterpriseProjectOf(htap);
  return {
    lts_configs: [{ log_type: "slow_log", lts_group_id, lts_stream_id, enabled: config !== undefined }],
    instance: {
      id: htap.id,
      name: htap.name,
      mode: htap.ha_mode,
      // Without the hyphen that the other reads have.
      engine_name: "clickhouse",
      engine_version: htapEngines["click-house"].kernel_version,
      status: statusOf(htap),
      enterprise_project_id: project,
      enterprise_project_name: project === "0" ? "default" : project,
    },
  };
}

function enterpriseProjectOf({ sys_tags }: HtapInstance): string {
  return sys_tags.find(({ key }) => key === "_sys_enterprise_project_id")?.value ?? "0";
}
