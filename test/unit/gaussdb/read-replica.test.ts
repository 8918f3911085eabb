import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FaultOrder } from "../../../simulator/index.ts";
import { newOperation } from "../http/fakes.ts";
import { newRun } from "../simulated-run.ts";
import { type InstanceView, region, startCloud, type TestCloud } from "../simulator/gaussdb/cloud.ts";

let cloud: TestCloud;
let instance: InstanceView;

beforeEach(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith("HW_")) vi.stubEnv(name, undefined);
  cloud = await startCloud({ speed: 1_000 });
  instance = await cloud.createInstance();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await cloud.simulator.close();
});

interface Wish {
  readonly name: string;
  readonly priority?: number;
  readonly availabilityZone?: string;
  readonly isAutoPay?: boolean;
}

const numbered = (count: number): Wish[] =>
  Array.from({ length: count }, (_, index) => ({ name: `reader-${index + 1}`, priority: index + 1 }));
const inject = (operationId: string, fault: FaultOrder["fault"]) =>
  cloud.simulator.admin.inject({ operationId, fault });

/** Creates read replicas in one update. */
async function createAll(wishes: readonly Wish[], instanceId = instance.id) {
  const kind = (await newRun(cloud.simulator))("gaussdb:ReadReplica");
  return Promise.allSettled(wishes.map((wish) => kind.create(wish.name, { instanceId, ...wish })));
}

/** The definition itself, for operations that can be interrupted. */
async function definition() {
  vi.resetModules();
  const { readReplica } = await import("../../../provider/gaussdb/read-replica.ts");
  const { url, credentials } = cloud.simulator;
  const { accessKey, secretKey } = credentials.huawei;
  const values: Record<string, string> = { region, accessKey, secretKey, endpoint: url, authUrl: url };
  const connection = await readReplica.connect((key) => values[key.replace("huaweicloud:", "")]);
  return {
    create(wish: Wish, operation = newOperation().operation) {
      const ids: string[] = [];
      const at = { cloud: connection.during(operation), inputs: { instanceId: instance.id, precheck: false, ...wish } };
      return { ids, ended: readReplica.create({ ...at, created: (id) => void ids.push(id) }) };
    },
  };
}

const readers = async () => (await cloud.getInstance(instance.id)).nodes.filter(({ id }) => !isOfInstance(id));
const isOfInstance = (id: string) => instance.nodes.some((node) => node.id === id);
const ownId = (id: string) => id.slice(id.lastIndexOf("/") + 1);
const requests = (operationId: string) =>
  cloud.simulator.requests().filter((request) => request.operationId === operationId);
const bodies = (operationId: string) => requests(operationId).map(({ body }) => body);
/** Refusals because something else runs on the instance. */
const busy = () => cloud.simulator.requests().filter(({ status, method }) => method !== "GET" && (status ?? 0) >= 400);
const outcomes = (all: readonly PromiseSettledResult<{ id: string }>[]) =>
  all.map((one) => (one.status === "fulfilled" ? ownId(one.value.id) : String(one.reason.message)));

describe("read replicas that are created in one update", () => {
  it("are one call and one job, and are named by one call", async () => {
    const made = outcomes(await createAll(numbered(9)));

    expect(bodies("createReadOnlyNodes")).toEqual([{ priorities: [1, 2, 3, 4, 5, 6, 7, 8, 9] }]);
    const jobs = cloud.simulator.admin.objects().huawei.jobs as { name: string }[];
    expect(jobs.filter(({ name }) => name === "AddGaussDBforMySQLNodes")).toHaveLength(1);
    expect(requests("updateNodeNames")).toHaveLength(1);
    expect(busy()).toEqual([]);
    const seen = (await readers()).map(({ id, name, priority }) => [id, name, priority]);
    expect(seen.sort()).toEqual(made.map((id, index) => [id, `reader-${index + 1}`, index + 1]).sort());
  });

  it("are found by their zones, whatever the order of the cloud's lists", async () => {
    const zones = ["ap-southeast-3c", "ap-southeast-3a", "ap-southeast-3b", "ap-southeast-3a"];
    const wishes = zones.map((availabilityZone, index) => ({ name: `reader-${index}`, priority: 2, availabilityZone }));

    const made = outcomes(await createAll(wishes));

    expect(bodies("createReadOnlyNodes")).toEqual([{ priorities: [2, 2, 2, 2], availability_zones: zones }]);
    const zoneOf = new Map((await readers()).map(({ id, az_code }) => [id, az_code]));
    expect(made.map((id) => zoneOf.get(id))).toEqual(zones);
    expect(new Set(made).size).toBe(4);
  });

  it("are several calls, one after the other, where one call cannot say it", async () => {
    const zone = { availabilityZone: "ap-southeast-3b" };

    const made = await createAll([
      { name: "reader-a" },
      { name: "reader-b", ...zone },
      { name: "reader-c", isAutoPay: false },
      { name: "reader-e", isAutoPay: true },
      { name: "reader-d", ...zone },
    ]);

    expect(made.map(({ status }) => status)).toEqual(Array(5).fill("fulfilled"));
    expect(bodies("createReadOnlyNodes")).toEqual([
      { priorities: [1, 1], is_auto_pay: "true" },
      { priorities: [1, 1], availability_zones: ["ap-southeast-3b", "ap-southeast-3b"] },
      { priorities: [1], is_auto_pay: "false" },
    ]);
    expect(busy()).toEqual([]);
  });

  it("of a yearly/monthly instance appear when their order has been paid", async () => {
    instance = await cloud.createInstance({
      name: "yearly",
      charge_info: { charge_mode: "prePaid", period_type: "year", period_num: 1, is_auto_pay: "true" },
    });

    const ended = createAll(numbered(2).map((wish) => ({ ...wish, isAutoPay: false })));
    const unpaid = () =>
      (cloud.simulator.admin.objects().huawei.orders as { id: string; status: string }[]).find(
        ({ status }) => status === "unpaid",
      );
    await vi.waitFor(() => expect(unpaid()).toBeDefined(), 5_000);
    cloud.simulator.admin.change("huawei", "orders", unpaid()?.id ?? "", { status: "paid" });

    expect(outcomes(await ended).sort()).toEqual((await readers()).map(({ id }) => id).sort());
  });

  it("get their priority afterwards where the cloud grants none beyond nine", async () => {
    const made = outcomes(await createAll([...numbered(9), { name: "reader-10", priority: 10 }]));

    expect(bodies("createReadOnlyNodes")).toHaveLength(2);
    const priorities = new Map((await readers()).map(({ id, priority }) => [id, priority]));
    expect(made.map((id) => priorities.get(id))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("end each for itself when a part of them appears and the job fails", async () => {
    inject("createReadOnlyNodes", { kind: "jobFails", reason: "no capacity", made: 2 });

    const all = await createAll(numbered(5));

    const nodes = (await readers()).map(({ id }) => id);
    expect(outcomes(all).slice(0, 2).sort()).toEqual(nodes.sort());
    expect(outcomes(all).slice(2)).toEqual(Array(3).fill(expect.stringContaining("failed: no capacity")));
    // What is gone is no unfinished object: the next update creates it.
    for (const one of all.slice(2)) expect(one.status === "rejected" && one.reason).not.toHaveProperty("id");
    expect(requests("createReadOnlyNodes")).toHaveLength(1);
  });

  it("fail for those alone whose zone there is not", async () => {
    const zones = ["ap-southeast-3a", "mars-1a", "ap-southeast-3b"];

    const made = outcomes(
      await createAll(zones.map((availabilityZone, index) => ({ name: `reader-${index}`, availabilityZone }))),
    );

    expect(made[1]).toContain("DBS.05000086");
    expect([made[0], made[2]].sort()).toEqual((await readers()).map(({ id }) => id).sort());
  });

  it("are all found when the answer to their call is lost", async () => {
    inject("createReadOnlyNodes", { kind: "reset", when: "after" });

    const made = outcomes(await createAll(numbered(3)));

    expect(requests("createReadOnlyNodes")).toHaveLength(1);
    expect(made.sort()).toEqual((await readers()).map(({ id }) => id).sort());
  });

  it("are not created a second time when their call is lost", async () => {
    inject("createReadOnlyNodes", { kind: "reset", when: "before" });
    const { create } = await definition();

    const made = await Promise.allSettled(numbered(3).map((wish) => create(wish).ended));

    expect(made.map((one) => one.status === "rejected" && one.reason.name)).toEqual(Array(3).fill("AnswerLost"));
    expect(requests("createReadOnlyNodes")).toHaveLength(1);
    expect(await readers()).toEqual([]);
  });

  it("are told as soon as they are seen, long before they are built", async () => {
    inject("createReadOnlyNodes", { kind: "jobNeverEnds" });
    const { create } = await definition();
    const operations = numbered(3).map(() => newOperation());

    const all = numbered(3).map((wish, index) => create(wish, operations[index]?.operation));
    await vi.waitFor(() => expect(all.map(({ ids }) => ids.length)).toEqual([1, 1, 1]), 5_000);

    expect(new Set(all.flatMap(({ ids }) => ids)).size).toBe(3);
    for (const { interrupt } of operations) interrupt();
    expect((await Promise.allSettled(all.map(({ ended }) => ended))).map(({ status }) => status)).toEqual(
      Array(3).fill("rejected"),
    );
  });

  it("go on when one of them is interrupted", async () => {
    const { create } = await definition();
    const one = newOperation();
    const [first, ...others] = numbered(3).map((wish, index) =>
      create(wish, index === 0 ? one.operation : newOperation().operation),
    );

    await vi.waitFor(() => expect(first?.ids).toHaveLength(1), 5_000);
    one.interrupt();

    await expect(first?.ended).rejects.toThrow("interrupted");
    await Promise.all(others.map(({ ended }) => ended));
    expect((await readers()).map(({ id }) => id).sort()).toEqual(
      [first, ...others]
        .flatMap((each) => each?.ids ?? [])
        .map(ownId)
        .sort(),
    );
  });

  it("that are interrupted while the call is on its way still learn what it has made", async () => {
    inject("createReadOnlyNodes", { kind: "hang", ms: 1_000, when: "after" });
    const { create } = await definition();
    const operations = numbered(2).map(() => newOperation());
    const all = numbered(2).map((wish, index) => create(wish, operations[index]?.operation));

    await vi.waitFor(async () => expect(await readers()).toHaveLength(2), 5_000);
    for (const { interrupt } of operations) interrupt();
    const ended = await Promise.allSettled(all.map((each) => each.ended));

    expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(all.flatMap(({ ids }) => ids.map(ownId)).sort()).toEqual((await readers()).map(({ id }) => id).sort());
  });
});

describe("the operations of an instance", () => {
  it("do not wait for those of another instance", async () => {
    const other = await cloud.createInstance({ name: "other" });
    const kind = (await newRun(cloud.simulator))("gaussdb:ReadReplica");

    await Promise.all([
      kind.create("reader-a", { instanceId: instance.id, name: "reader-a" }),
      kind.create("reader-b", { instanceId: other.id, name: "reader-b" }),
    ]);

    const jobs = cloud.simulator.admin.objects().huawei.jobs as { name: string; created: number; ended: number }[];
    const [first, second] = jobs.filter(({ name }) => name === "AddGaussDBforMySQLNodes");
    expect(second?.created).toBeLessThan(first?.ended ?? 0);
  });

  it("delete several read replicas one after the other, without a busy answer", async () => {
    const kind = (await newRun(cloud.simulator))("gaussdb:ReadReplica");
    const made = await Promise.all(
      numbered(3).map((wish) => kind.create(wish.name, { instanceId: instance.id, ...wish })),
    );

    const deleting = (await newRun(cloud.simulator))("gaussdb:ReadReplica");
    await Promise.all(made.map((each) => deleting.delete(each)));

    expect(requests("deleteReadOnlyNode")).toHaveLength(3);
    expect(busy()).toEqual([]);
    expect(await readers()).toEqual([]);
  });
});
