import { requireFree } from "./busy.ts";
import { enterpriseProjectName } from "./catalogue.ts";
import { instanceById, projectOf } from "./lookup.ts";
import { matches, page, text } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { Instance, LtsConfig } from "./store.ts";
import type { Handlers, World } from "./world.ts";

const logTypes = ["error_log", "slow_log"];

interface ConfigBody {
  instance_id: string;
  log_type: string;
  lts_group_id: string;
  lts_stream_id: string;
}

/** Which logs go to the Log Tank Service: 4.8.6 to 4.8.8. */
export function ltsLogHandlers(world: World): Handlers {
  return {
    listLtsLogConfigs: (call) => {
      const { id: projectId } = projectOf(world, call);
      const { instance_id, instance_name, enterprise_project_id: enterpriseProject } = call.query;
      const found = [...world.store.instances.values()]
        .filter(({ project_id }) => project_id === projectId)
        .filter(({ id }) => matches(id, text(instance_id)))
        .filter(({ name }) => matches(name, text(instance_name)))
        .filter((instance) => matches(instance.enterprise_project_id, text(enterpriseProject)));
      const configs = page(found, call.query, 10).map((instance) => view(world, instance));
      return { status: 200, body: { total_count: found.length, instance_lts_configs: configs } };
    },
    batchCreateLtsLogConfigs: (call) => {
      const { log_configs: list } = call.body as { log_configs: ConfigBody[] };
      if (list.length === 0) refuse("DBS.05000018");
      const configs = list.map(({ instance_id, log_type, lts_group_id, lts_stream_id }) => {
        const instance = instanceById(world, call, instance_id);
        if (!logTypes.includes(log_type)) refuse("DBS.280001");
        requireFree(instance);
        return { instance, config: { id: log_type, instance_id, log_type, lts_group_id, lts_stream_id } };
      });
      for (const { instance, config } of configs) {
        world.store.ltsConfigs.set(`${instance.id}/${config.log_type}`, config);
        instance.ended_lts_logs = instance.ended_lts_logs.filter((logType) => logType !== config.log_type);
      }
      return { status: 200 };
    },
    batchDeleteLtsLogConfigs: (call) => {
      const { log_configs: list } = call.body as { log_configs: Pick<ConfigBody, "instance_id" | "log_type">[] };
      if (list.length === 0) refuse("DBS.05000018");
      const configs = list.map(({ instance_id, log_type }) => {
        const instance = instanceById(world, call, instance_id);
        requireFree(instance);
        const config = world.store.ltsConfigs.get(`${instance_id}/${log_type}`) ?? refuse("DBS.280001");
        return { instance, config };
      });
      for (const { instance, config } of configs) {
        world.store.ltsConfigs.delete(`${instance.id}/${config.log_type}`);
        instance.ended_lts_logs.push(config.log_type);
      }
      return { status: 200 };
    },
  };
}

/** An instance without any is listed too; what was deleted stays in the list, as not enabled. */
function view(world: World, instance: Instance) {
  const { id, name, status, enterprise_project_id } = instance;
  const configs = [...world.store.ltsConfigs.values()].filter(({ instance_id }) => instance_id === id);
  const ended = instance.ended_lts_logs.map((log_type) => ({ log_type, lts_group_id: "", lts_stream_id: "" }));
  return {
    lts_configs: [
      ...configs.map((config) => ({ ...configView(config), enabled: true })),
      ...ended.map((config) => ({ ...config, enabled: false })),
    ],
    instance: {
      id,
      name,
      mode: "ha",
      engine_name: "gaussdb-mysql",
      engine_version: "2.0",
      status,
      enterprise_project_id,
      enterprise_project_name: enterpriseProjectName(enterprise_project_id),
    },
  };
}

function configView({ log_type, lts_group_id, lts_stream_id }: LtsConfig) {
  return { log_type, lts_group_id, lts_stream_id };
}
