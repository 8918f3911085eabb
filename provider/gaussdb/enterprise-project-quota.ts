import { z } from "zod";
import { fallback } from "../runtime/traits.ts";
import { aspect, type EnterpriseProjectQuotas, resource } from "./gaussdb.ts";

const unlimited = -1;
const mostInstances = 100_000;
const mostUnits = 2_147_483_646;

/** What an enterprise project may have at most; -1 is any number. */
interface Quotas {
  readonly instanceQuota: number;
  readonly vcpusQuota: number;
  readonly ramQuota: number;
}

const quota = (most: number) => fallback(z.int().min(unlimited).max(most), unlimited).optional();

const quotas = aspect({
  inputs: {
    instanceQuota: quota(mostInstances).describe(
      "Instances: 0 to 100000, more than there are, or -1 for any number (4.6.3). Default -1.",
    ),
    vcpusQuota: quota(mostUnits).describe(
      "vCPUs of all instances: 0 to 2147483646, more than are in use, or -1 for any number (4.6.3). Default -1.",
    ),
    ramQuota: quota(mostUnits).describe(
      "Memory of all instances in GB: 0 to 2147483646, more than is in use, or -1 for any (4.6.3). Default -1.",
    ),
  },
  async update({ cloud, id, inputs }) {
    await cloud.change("updateEnterpriseProjectQuotas", { body: bodyOf(id, inputs) });
  },
});

/** What an enterprise project may have of GaussDB(for MySQL) (4.6.2 to 4.6.4). */
export const enterpriseProjectQuota = resource({
  token: "gaussdb:EnterpriseProjectQuota",
  noun: "quota of the enterprise project",
  description:
    "What an enterprise project may have of GaussDB(for MySQL) (4.6.3; open beta, on request). A project has one, so its " +
    "id is that of the project; creating this takes over what there is. Deleting it takes the limits away: the API has no " +
    "deletion, and -1 is any number.",
  inputs: {
    enterpriseProjectId: z.string().min(1).describe("Enterprise project; `0` is the default one (4.6.5)."),
  },
  outputs: {
    enterpriseProjectName: z.string().describe("Name of the enterprise project."),
    availableInstances: z.number().describe("Instances that it may still create; -1 is any number."),
    availableVcpus: z.number().describe("vCPUs that it may still use; -1 is any number."),
    availableRam: z.number().describe("Memory in GB that it may still use; -1 is any amount."),
  },
  aspects: [quotas],
  timeLimits: { create: 10, update: 10, delete: 10 },

  async create({ cloud, inputs, created }) {
    const { enterpriseProjectId } = inputs;
    const live = quotasIn(await cloud.enterpriseProjectQuotas.get(enterpriseProjectId));
    const wanted = {
      instanceQuota: inputs.instanceQuota ?? live.instanceQuota,
      vcpusQuota: inputs.vcpusQuota ?? live.vcpusQuota,
      ramQuota: inputs.ramQuota ?? live.ramQuota,
    };
    await cloud.begin("setEnterpriseProjectQuotas", { body: bodyOf(enterpriseProjectId, wanted) });
    created(enterpriseProjectId);
  },
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    const live = await cloud.enterpriseProjectQuotas.get(id);
    return (
      live && {
        enterpriseProjectId: id,
        ...quotasIn(live),
        enterpriseProjectName: live.enterprise_project_name,
        availableInstances: live.availability_instance_quota,
        availableVcpus: live.availability_vcpus_quota,
        availableRam: live.availability_ram_quota,
      }
    );
  },
  async delete({ cloud, id }) {
    if ((await cloud.enterpriseProjectQuotas.get(id)) === undefined) return;
    await cloud.change("updateEnterpriseProjectQuotas", { body: bodyOf(id, quotasIn(undefined)) });
  },
});

/** What leaving one out of a request means is not said: all are sent. */
function bodyOf(enterpriseProjectId: string, { instanceQuota, vcpusQuota, ramQuota }: Quotas) {
  const setting = { instance_quota: instanceQuota, vcpus_quota: vcpusQuota, ram_quota: ramQuota };
  return { quota_list: [{ enterprise_project_id: enterpriseProjectId, ...setting }] };
}

function quotasIn(live: EnterpriseProjectQuotas | undefined): Quotas {
  const { instance_quota = unlimited, vcpus_quota = unlimited, ram_quota = unlimited } = live ?? {};
  return { instanceQuota: instance_quota, vcpusQuota: vcpus_quota, ramQuota: ram_quota };
}
