import { enterpriseProjectName } from "./catalogue.ts";
import { contentsOf } from "./databases/contents.ts";
import { projectOf } from "./lookup.ts";
import { page } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { Instance, RecycledInstance } from "./store.ts";
import type { Handlers, World } from "./world.ts";

/** 4.3.34 to 4.3.36. */
export function recycleBinHandlers(world: World): Handlers {
  return {
    setRecyclePolicy: (call) => {
      const { recycle_policy: policy } = (call.body ?? {}) as {
        recycle_policy?: { retention_period_in_days: number | string };
      };
      const project = projectOf(world, call);
      if (!policy) refuse("DBS.05000018");
      const days = Number(policy.retention_period_in_days);
      if (!Number.isInteger(days) || days < 1 || days > 7) refuse("DBS.280001");
      project.recycle_days = days;
      return { status: 200 };
    },
    getRecyclePolicy: (call) => {
      const { recycle_days } = projectOf(world, call);
      // The live service answers a text where the document has a number.
      const recycle_policy = { retention_period_in_days: String(recycle_days) };
      return { status: 200, body: { recycle_policy } };
    },
    listRecycleInstances: (call) => {
      const project = projectOf(world, call);
      const all = [...world.store.recycleBin.values()].filter(({ project_id }) => project_id === project.id);
      return { status: 200, body: { total_count: all.length, instances: page(all, call.query, 10).map(view) } };
    },
  };
}

/** Puts a deleted instance into the bin, from which a new one can be made until the days of the policy are over. */
export function recycle(world: World, instance: Instance): void {
  const { recycleBin, projects } = world.store;
  const recycled: RecycledInstance = {
    id: instance.id,
    project_id: instance.project_id,
    name: instance.name,
    created: instance.created,
    deleted: world.clock.now(),
    kernel_version: instance.kernel_version,
    charge_mode: instance.charge_info.charge_mode,
    private_write_ip: instance.private_write_ip,
    enterprise_project_id: instance.enterprise_project_id,
    recycle_backup_id: world.newId("br07"),
    contents: contentsOf(world, instance),
  };
  recycleBin.set(recycled.id, recycled);
  const days = projects.get(instance.project_id)?.recycle_days ?? 0;
  world.clock.after(days * 24 * 3600, () => {
    if (recycleBin.get(recycled.id) === recycled) recycleBin.delete(recycled.id);
  });
}

function view(instance: RecycledInstance) {
  return {
    id: instance.id,
    name: instance.name,
    ha_mode: "StandSingle",
    engine_name: "taurus",
    engine_version: instance.kernel_version,
    pay_model: instance.charge_mode === "prePaid" ? "1" : "0",
    create_at: instance.created,
    deleted_at: instance.deleted,
    volume_type: "",
    volume_size: "0",
    data_vip: instance.private_write_ip,
    data_vip_ipv6: null,
    enterprise_project_id: instance.enterprise_project_id,
    enterprise_project_name: enterpriseProjectName(instance.enterprise_project_id),
    backup_level: "2",
    recycle_backup_id: instance.recycle_backup_id,
    recycle_status: "Active",
  };
}
