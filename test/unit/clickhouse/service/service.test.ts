import { describe, expect, it } from "vitest";
import { totalMemory } from "../../../../provider/clickhouse/service/total-memory.ts";
import { service } from "../../../../provider/clickhouse/service.ts";
import { observe } from "../../../../provider/runtime/state.ts";
import { recordingCloud, refusals } from "../../recording-cloud.ts";

const valid = { name: "n", provider: "aws", region: "eu-west-1", ipAccessList: [] };

describe("a service", () => {
  it("has a password of its own only as the first one of its warehouse", () => {
    const further = { ...valid, dataWarehouseId: "w", isReadonly: true };

    expect(refusals(service, further)).toEqual([]);
    expect(refusals(service, { ...further, password: "secret" })).toEqual([
      "password: must not be set: a further service of a warehouse has the password of the first",
    ]);
  });

  it("tells the size in effect, and no entry of a schedule that is over", async () => {
    const scaling = { effectiveMinReplicas: 3, activeEntryId: "entry" };
    const answers = [scaling, { effectiveMinReplicas: 2 }].map((currentScaling) => ({
      id: "s",
      state: "running",
      currentScaling,
      encryptionRoleId: "role",
    }));
    const seen = async (index: number, recorded: object) => {
      const { cloud } = recordingCloud({ services: answers[index] });
      return observe(service as never, { cloud, id: "s" }, { ...recorded });
    };

    const during = await seen(0, valid);
    const after = await seen(1, during ?? {});

    expect(during).toMatchObject({ currentScaling: scaling, encryptionRoleId: "role" });
    expect(after?.currentScaling).toEqual({ effectiveMinReplicas: 2 });
  });
});

describe("the size of a service by its three replicas together", () => {
  it("is accepted in steps of 12, by itself", () => {
    expect(refusals(service, { ...valid, minTotalMemoryGb: 48, maxTotalMemoryGb: 96 })).toEqual([]);
    expect(refusals(service, { ...valid, minTotalMemoryGb: 96, maxTotalMemoryGb: 48 })).toEqual([
      "minTotalMemoryGb: must not be more than maxTotalMemoryGb",
    ]);
    expect(refusals(service, { ...valid, maxTotalMemoryGb: 50 })).toEqual([
      "maxTotalMemoryGb: must be a multiple of 12",
    ]);
  });

  it.each([{ minReplicaMemoryGb: 16 }, { maxReplicaMemoryGb: 16 }])("is refused together with %o", (each) => {
    expect(refusals(service, { ...valid, maxTotalMemoryGb: 48, ...each })).toEqual([
      "maxTotalMemoryGb: must not be set together with minReplicaMemoryGb and maxReplicaMemoryGb",
    ]);
  });

  it("changes by the vendor's old call, with both bounds", async () => {
    const { cloud, sent } = recordingCloud();
    const inputs = { minTotalMemoryGb: 48, maxTotalMemoryGb: 144 };

    const changes = { maxTotalMemoryGb: 144 };
    await totalMemory.update({ cloud, id: "s", inputs, live: {}, changes, state: {} });

    expect(sent).toEqual([{ operation: "updateServiceScaling", args: { serviceId: "s", body: inputs } }]);
  });
});
