import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Made, newRun } from "../simulated-run.ts";
import { startCloud, type TestCloud } from "../simulator/gaussdb/cloud.ts";

let cloud: TestCloud;

beforeEach(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith("HW_")) vi.stubEnv(name, undefined);
  cloud = await startCloud({ speed: 1_000 });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await cloud.simulator.close();
});

const requests = (operationId: string) =>
  cloud.simulator.requests().filter((request) => request.operationId === operationId).length;

/** A StarRocks instance, by its id. */
async function starRocks(): Promise<string> {
  const { id: instanceId } = await cloud.createInstance();
  const create = (await newRun(cloud.simulator))("gaussdb:StarRocksInstance").create;
  const made = await create("analytics", {
    instanceId,
    haMode: "Single",
    feFlavorId: "afef3bfd-ac7c-32e1-ba44-c388acbb196a",
    beFlavorId: "de565db8-0a96-37ea-9388-61167624712c",
    feVolume: { ioType: "SSD", capacityInGb: 50 },
    beVolume: { ioType: "SSD", capacityInGb: 50 },
    availabilityZone: "ap-southeast-3a",
    password: "StarRocks-1357",
  });
  return made.id;
}

const several = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

describe("what lives in a StarRocks instance", () => {
  it("is created at once without a refusal, and read in pages for all of it", async () => {
    const starRocksInstanceId = await starRocks();
    const user = (await newRun(cloud.simulator))("gaussdb:StarRocksUser");
    const args = { starRocksInstanceId, password: "StarRocks-1357", databases: ["*"] };

    const made = await Promise.all(several(101, (n) => user.create(`user-${n}`, { ...args, name: `user_${n}` })));

    const refused = cloud.simulator.requests().filter(({ status }) => (status ?? 0) >= 400);
    expect(refused.map(({ operationId }) => operationId)).not.toContain("createStarRocksDatabaseUser");
    await expectReads(made, "gaussdb:StarRocksUser", "listStarRocksDatabaseUsers", 2);
  });

  it("is one list for all replications", async () => {
    const starRocksInstanceId = await starRocks();
    const replication = (await newRun(cloud.simulator))("gaussdb:StarRocksReplication");
    const made = await Promise.all(
      several(3, (n) =>
        replication.create(`copy-${n}`, {
          starRocksInstanceId,
          taskName: `copy_${n}`,
          sourceDatabase: `shop_${n}`,
          targetDatabase: `shop_${n}`,
        }),
      ),
    );

    await expectReads(made, "gaussdb:StarRocksReplication", "listStarRocksReplications", 1);
  });
});

/** In a refresh by a run of its own. */
async function expectReads(made: readonly Made[], token: string, operation: string, calls: number): Promise<void> {
  const kind = (await newRun(cloud.simulator))(token);
  const before = requests(operation);

  const seen = await Promise.all(made.map((one) => kind.refresh(one)));

  expect(seen.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  expect(requests(operation) - before).toBe(calls);
}
