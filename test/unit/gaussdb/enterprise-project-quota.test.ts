import { describe, expect, it } from "vitest";
import { enterpriseProjectQuota } from "../../../provider/gaussdb/enterprise-project-quota.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [quotas] = enterpriseProjectQuota.aspects;
const listed = { enterprise_project_id: "p1", instance_quota: 5, vcpus_quota: 40, ram_quota: -1 };
const bodyOf = (instance: number, vcpus: number, ram: number) => ({
  quota_list: [{ enterprise_project_id: "p1", instance_quota: instance, vcpus_quota: vcpus, ram_quota: ram }],
});

describe("the quota of an enterprise project", () => {
  it("is accepted from none to any number", () => {
    const accepted = (quotas: object) => refusals(enterpriseProjectQuota, { enterpriseProjectId: "0", ...quotas });

    expect(accepted({})).toEqual([]);
    expect(accepted({ instanceQuota: 0, vcpusQuota: 0, ramQuota: 0 })).toEqual([]);
    expect(accepted({ instanceQuota: 100_000, vcpusQuota: 2_147_483_646, ramQuota: -1 })).toEqual([]);
  });

  it.each([
    [{ instanceQuota: 100_001 }, "instanceQuota: must be at most 100000"],
    [{ vcpusQuota: 2_147_483_647 }, "vcpusQuota: must be at most 2147483646"],
    [{ ramQuota: -2 }, "ramQuota: must be at least -1"],
    [{ ramQuota: 1.5 }, "ramQuota: must be a whole number"],
  ])("is refused with %o", (changes, problem) => {
    expect(refusals(enterpriseProjectQuota, { enterpriseProjectId: "p1", ...changes })).toEqual([problem]);
  });

  it.each([
    ["takes over what there is", listed, bodyOf(5, 80, -1)],
    ["limits nothing else where there is none", undefined, bodyOf(-1, 80, -1)],
  ])("sends all three limits: the creation %s", async (_, live, body) => {
    const { cloud, sent } = recordingCloud({ enterpriseProjectQuotas: live });
    const ids: string[] = [];

    await enterpriseProjectQuota.create({
      cloud,
      inputs: { enterpriseProjectId: "p1", vcpusQuota: 80 },
      created: (id) => void ids.push(id),
    });

    expect(ids).toEqual(["p1"]);
    expect(sent).toEqual([{ operation: "setEnterpriseProjectQuotas", args: { body } }]);
  });

  it("changes in place, and has no limit any more when it is deleted", async () => {
    const { cloud, sent } = recordingCloud({ enterpriseProjectQuotas: listed });
    const inputs = { instanceQuota: 6, vcpusQuota: 40, ramQuota: 160 };

    await quotas.update({ cloud, id: "p1", inputs, live: {}, changes: { ramQuota: 160 }, state: {} });
    await enterpriseProjectQuota.delete({ cloud, id: "p1", state: {} });

    expect(sent).toEqual([
      { operation: "updateEnterpriseProjectQuotas", args: { body: bodyOf(6, 40, 160) } },
      { operation: "updateEnterpriseProjectQuotas", args: { body: bodyOf(-1, -1, -1) } },
    ]);
  });

  it("is gone when its project is not listed", async () => {
    const { cloud, sent } = recordingCloud();

    expect(await enterpriseProjectQuota.read({ cloud, id: "p1" })).toBeUndefined();
    await enterpriseProjectQuota.delete({ cloud, id: "p1", state: {} });
    expect(sent).toEqual([]);
  });

  it("is read with what is left of it", async () => {
    const left = { availability_instance_quota: 2, availability_vcpus_quota: 8, availability_ram_quota: -1 };
    const { cloud } = recordingCloud({
      enterpriseProjectQuotas: { ...listed, enterprise_project_name: "shop", ...left },
    });

    expect(await enterpriseProjectQuota.read({ cloud, id: "p1" })).toEqual({
      enterpriseProjectId: "p1",
      enterpriseProjectName: "shop",
      instanceQuota: 5,
      vcpusQuota: 40,
      ramQuota: -1,
      availableInstances: 2,
      availableVcpus: 8,
      availableRam: -1,
    });
  });
});
