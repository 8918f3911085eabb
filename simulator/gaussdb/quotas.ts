import type { Answer, Call } from "../cloud.ts";
import { enterpriseProjectName, enterpriseProjects, type Flavor, flavors, instanceQuota } from "./catalogue.ts";
import { nodesOf, projectOf } from "./lookup.ts";
import { page, text } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { Project, Quota } from "./store.ts";
import { timestamp } from "./times.ts";
import type { Handlers, World } from "./world.ts";

const unlimited = -1;

/** What an enterprise project has, or may have. */
interface Amounts {
  instance: number;
  vcpus: number;
  ram: number;
}

type QuotaBody = { enterprise_project_id: string } & Partial<
  Pick<Quota, "instance_quota" | "vcpus_quota" | "ram_quota">
>;

/** 4.6. */
export function quotaHandlers(world: World): Handlers {
  return {
    listInstanceQuotas: (call) => {
      const { id } = projectOf(world, call);
      const used = [...world.store.instances.values()].filter(({ project_id }) => project_id === id).length;
      return { status: 200, body: { quotas: { resources: [{ type: "instance", used, quota: instanceQuota }] } } };
    },
    listEnterpriseProjectQuotas: (call) => {
      const project = projectOf(world, call);
      const name = text(call.query.enterprise_project_name);
      const all = [...world.store.quotas.values()]
        .filter(({ project_id }) => project_id === project.id)
        .filter((quota) => name === undefined || enterpriseProjectName(quota.id) === name);
      const quota_list = page(all, call.query, 10).map((quota) => quotaView(world, project, quota));
      return { status: 200, body: { quota_list, total_count: all.length } };
    },
    setEnterpriseProjectQuotas: (call) => setQuotas(world, call),
    updateEnterpriseProjectQuotas: (call) => setQuotas(world, call),
    listEnterpriseProjects: (call) => {
      projectOf(world, call);
      const enterprise_projects = page(enterpriseProjects, call.query).map(({ id, name, created }) => ({
        // The default project has a number here, and a text everywhere else.
        id: id === "0" ? 0 : id,
        name,
        description: null,
        status: 1,
        created: created === null ? null : timestamp(created),
        updated: created === null ? null : timestamp(created),
      }));
      return { status: 200, body: { total_count: enterpriseProjects.length, enterprise_projects } };
    },
  };
}

/** Whether a project and one of its enterprise projects may have so much in addition to what they have. */
export function fitsQuotas(
  world: World,
  { project, enterpriseProjectId, more }: { project: Project; enterpriseProjectId: string; more: Amounts },
): boolean {
  const instances = [...world.store.instances.values()].filter(({ project_id }) => project_id === project.id);
  if (more.instance > 0 && instances.length + more.instance > instanceQuota) return false;
  const quota = world.store.quotas.get(`${project.id}/${enterpriseProjectId}`);
  if (!quota) return true;
  const used = usage(world, project, enterpriseProjectId);
  return limitsOf(quota).every(([amount, limit]) => limit === unlimited || used[amount] + more[amount] <= limit);
}

/** What so many instances take, or so many nodes of one that exists. */
export function amountsOf(flavor: Flavor | undefined, count: { instances: number; nodes: number }): Amounts {
  const { vcpus = 0, ram = 0 } = flavor ?? {};
  return { instance: count.instances, vcpus: count.nodes * vcpus, ram: count.nodes * ram };
}

/** Both operations do the same; what a request leaves out stays as it was, at first without a limit. */
function setQuotas(world: World, call: Call): Answer {
  const project = projectOf(world, call);
  const { quota_list: list } = call.body as { quota_list: QuotaBody[] };
  if (list.length === 0) refuse("DBS.05000018");
  const quotas = list.map((body) => newQuota(world, project, body));
  for (const quota of quotas) world.store.quotas.set(`${project.id}/${quota.id}`, quota);
  return { status: 200, body: { quota_list: list } };
}

function newQuota(world: World, project: Project, { enterprise_project_id: id, ...limits }: QuotaBody): Quota {
  if (!enterpriseProjects.some((known) => known.id === id)) refuse("DBS.05000044", "enterprise_project_id");
  const none = { instance_quota: unlimited, vcpus_quota: unlimited, ram_quota: unlimited };
  const quota = { ...none, ...world.store.quotas.get(`${project.id}/${id}`), ...limits, id, project_id: project.id };
  const used = usage(world, project, id);
  for (const [amount, limit] of limitsOf(quota)) {
    if (limit < unlimited) refuse("DBS.05000044", `${amount}_quota`);
    if (limit !== unlimited && limit < used[amount]) refuse("DBS.05000044", `${amount}_quota is below what is in use`);
  }
  return quota;
}

function limitsOf({ instance_quota, vcpus_quota, ram_quota }: Quota) {
  return [
    ["instance", instance_quota],
    ["vcpus", vcpus_quota],
    ["ram", ram_quota],
  ] as const;
}

function usage(world: World, project: Project, enterpriseProjectId: string): Amounts {
  const instances = [...world.store.instances.values()].filter(
    (instance) => instance.project_id === project.id && instance.enterprise_project_id === enterpriseProjectId,
  );
  const sizes = instances
    .flatMap((instance) => nodesOf(world, instance))
    .map(({ flavor_ref }) => flavors.find(({ spec_code }) => spec_code === flavor_ref));
  return {
    instance: instances.length,
    vcpus: sizes.reduce((sum, flavor) => sum + (flavor?.vcpus ?? 0), 0),
    ram: sizes.reduce((sum, flavor) => sum + (flavor?.ram ?? 0), 0),
  };
}

function quotaView(world: World, project: Project, quota: Quota) {
  const used = usage(world, project, quota.id);
  const left = (limit: number, amount: number) => (limit === unlimited ? unlimited : limit - amount);
  return {
    enterprise_project_id: quota.id,
    enterprise_project_name: enterpriseProjectName(quota.id),
    instance_quota: quota.instance_quota,
    vcpus_quota: quota.vcpus_quota,
    ram_quota: quota.ram_quota,
    availability_instance_quota: left(quota.instance_quota, used.instance),
    availability_vcpus_quota: left(quota.vcpus_quota, used.vcpus),
    availability_ram_quota: left(quota.ram_quota, used.ram),
  };
}
