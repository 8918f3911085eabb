import { describe, expect, it } from "vitest";
import { clickPipe } from "../../../../provider/clickhouse/click-pipe.ts";
import { type FakeCloud, fakeCloud, notRunning, pipeId } from "./fake-cloud.ts";
import { pipes } from "./sources.ts";

type Values = Readonly<Record<string, unknown>>;

async function create(cloud: FakeCloud, inputs: Values) {
  const told: unknown[] = [];
  const created = (id: string, applied: unknown) => told.push([id, applied]);
  const done = clickPipe.create({ cloud, inputs: { name: "clicks", ...inputs }, created } as never);
  const failure = await done.catch((error: Error) => error.message);
  return { told, failure };
}

const reads = (cloud: FakeCloud) => {
  let count = 0;
  const { clickPipes } = cloud;
  Object.assign(cloud, {
    clickPipes(serviceId: string) {
      const pipes = clickPipes(serviceId);
      const get = (id: string) => {
        count++;
        return pipes.get(id);
      };
      return { ...pipes, get };
    },
  });
  return () => count;
};

describe("the creation of a pipe", () => {
  it("sends everything at once, and a table that the pipe makes unless it is told otherwise", async () => {
    const cloud = fakeCloud();
    const more = { settings: { streaming_max_insert_wait_ms: 1000 }, scaling: { replicas: 2 } };

    const { told } = await create(cloud, { ...pipes.kafka, ...more, waitFor: "accepted" });

    const { source, destination } = pipes.kafka;
    expect(cloud.calls).toEqual([
      ["createClickPipe", { name: "clicks", source, destination: { ...destination, managedTable: true }, ...more }],
    ]);
    expect(told).toEqual([[pipeId, { source, destination, stopped: false }]]);
  });

  it("needs no resync, whatever its trigger", async () => {
    const cloud = fakeCloud();

    const { told } = await create(cloud, { ...pipes.mysql, resyncTrigger: "1" });

    expect(cloud.calls.map(([operation]) => operation)).toEqual(["createClickPipe"]);
    expect(cloud.calls[0]?.[1]).not.toHaveProperty("resyncTrigger");
    expect(told).toMatchObject([[pipeId, { resyncTrigger: "1" }]]);
  });

  it("sends no table for a database", async () => {
    const cloud = fakeCloud();

    await create(cloud, pipes.mysql);

    expect(cloud.calls).toMatchObject([["createClickPipe", { destination: { database: "shop" } }]]);
    expect(cloud.calls[0]?.[1]).not.toHaveProperty("destination.managedTable");
  });

  const way = ["Unknown", "Provisioning", "Setup", "Snapshot", "Snapshot", "Running"];

  it.each([
    ["accepted", 1],
    ["snapshot", 4],
    ["running", 6],
    [undefined, 4],
  ])("with waitFor %s is finished after %i looks", async (waitFor, looks) => {
    const cloud = fakeCloud({ states: way });
    const count = reads(cloud);

    await create(cloud, { ...pipes.mysql, waitFor });

    expect(count()).toBe(looks);
  });

  it("does not wait for the whole load when the pipe shall stand", async () => {
    const cloud = fakeCloud({ states: way });
    const count = reads(cloud);

    await create(cloud, { ...pipes.mysql, waitFor: "running", stopped: true });

    expect(count()).toBe(4);
  });

  it.each(["Failed", "InternalError"])("fails when the pipe ends up %s, and keeps that in mind", async (state) => {
    const cloud = fakeCloud({ states: ["Provisioning"], pipe: { state } });

    const { told, failure } = await create(cloud, pipes.mysql);

    expect(failure).toContain(`The pipe has failed (${state})`);
    expect(told.at(-1)).toMatchObject([pipeId, { state }]);
    expect(clickPipe.ailment?.({ state })).toMatchObject({ dead: true });
  });

  it("is finished when everything was read at once", async () => {
    const cloud = fakeCloud({ pipe: { state: "Completed" } });

    const { failure } = await create(cloud, { ...pipes.objectStorage, waitFor: "running" });

    expect(failure).toBeUndefined();
  });

  it("wakes an idle service", async () => {
    const cloud = fakeCloud({
      service: "idle",
      on(operation, { service }) {
        if (operation === "createClickPipe" && service !== "running") throw notRunning(service);
      },
    });

    await create(cloud, pipes.mysql);

    expect(cloud.calls.map(([operation]) => operation)).toEqual([
      "createClickPipe",
      "updateServiceState",
      "createClickPipe",
    ]);
  });
});

describe("a pipe that may have been made already", () => {
  const find = (cloud: FakeCloud, inputs: Values) =>
    clickPipe.find({ cloud, inputs: { name: "clicks", ...inputs } } as never);

  it("has the same name and the same kind of source", async () => {
    const cloud = fakeCloud({ pipe: { name: "clicks", source: { kafka: {}, mysql: null } } });

    expect(await find(cloud, pipes.kafka)).toEqual([pipeId]);
    expect(await find(cloud, pipes.mysql)).toEqual([]);
    expect(await find(cloud, { ...pipes.kafka, name: "others" })).toEqual([]);
  });
});

describe("the deletion of a pipe", () => {
  const remove = (cloud: FakeCloud) => clickPipe.delete({ cloud, id: pipeId, state: {} });

  it("returns when the pipe is gone", async () => {
    const cloud = fakeCloud();

    await remove(cloud);

    expect(cloud.world.pipe).toBeUndefined();
    expect(cloud.calls.map(([operation]) => operation)).toEqual(["deleteClickPipe"]);
  });

  it("wakes an idle service", async () => {
    const cloud = fakeCloud({
      service: "idle",
      on(operation, { service }) {
        if (operation === "deleteClickPipe" && service !== "running") throw notRunning(service);
      },
    });

    await remove(cloud);

    expect(cloud.world.pipe).toBeUndefined();
  });

  it("starts no stopped service", async () => {
    const cloud = fakeCloud({
      service: "stopped",
      on() {
        throw notRunning("stopped");
      },
    });

    await expect(remove(cloud)).rejects.toThrow("the service service-1 is stopped");
  });
});

describe("a pipe that is read", () => {
  const read = async (pipe: object) => clickPipe.read({ cloud: fakeCloud({ pipe }), id: pipeId });

  it("is gone when the service does not know it", async () => {
    const cloud = fakeCloud();
    cloud.world.pipe = undefined;

    expect(await clickPipe.read({ cloud, id: pipeId })).toBeUndefined();
  });

  it("shows its table as the program would write it", async () => {
    const tableDefinition = {
      engine: { type: "MergeTree()", versionColumnId: null },
      sortingKey: null,
      partitionBy: null,
    };

    const found = await read({
      source: { kafka: { topics: "clicks", iamRole: null } },
      destination: { tableDefinition },
    });

    expect(found).toMatchObject({ source: { kafka: { topics: "clicks" } } });
    expect(found?.destination).toEqual({ tableDefinition: { engine: { type: "MergeTree" }, sortingKey: [] } });
  });

  it("shows no table of a database source", async () => {
    const destination = { database: "shop", table: "", managedTable: false, columns: [] };

    const found = await read({ source: { mysql: {} }, destination });

    expect(found?.destination).toEqual({ database: "shop" });
  });

  it("shows nothing that is secret, however the service masks it", async () => {
    const found = await read({
      source: { mongodb: { uri: "mongodb://***@db", credentials: { username: "u" }, readPreference: "primary" } },
    });

    expect(found?.source).toEqual({ mongodb: { readPreference: "primary" } });
  });

  it.each([
    [{ replicas: 2, replicaCpuMillicores: 0, replicaMemoryGb: 0 }, { replicas: 2 }],
    [
      { replicas: 2, replicaCpuMillicores: "500m", replicaMemoryGb: "512Mi" },
      { replicas: 2, replicaCpuMillicores: 500, replicaMemoryGb: 0.5 },
    ],
    [
      { replicaCpuMillicores: "2", replicaMemoryGb: "2Gi" },
      { replicaCpuMillicores: 2000, replicaMemoryGb: 2 },
    ],
    [
      { replicaCpuMillicores: 250, replicaMemoryGb: 1 },
      { replicaCpuMillicores: 250, replicaMemoryGb: 1 },
    ],
  ])("shows the size %j as %j", async (scaling, shown) => {
    expect((await read({ scaling }))?.scaling).toEqual(shown);
  });

  it.each([
    ["Running", false],
    ["Snapshot", false],
    ["Pausing", true],
    ["Paused", true],
    ["Stopped", true],
    ["Failed", true],
    ["Completed", undefined],
  ])("in the state %s stands: %s", async (state, stopped) => {
    expect((await read({ state }))?.stopped).toBe(stopped);
  });

  it("is called ill when it is", () => {
    expect(clickPipe.ailment?.({ state: "Degraded" })).toEqual({ text: "The pipe is degraded." });
    expect(clickPipe.ailment?.({ state: "Running" })).toBeUndefined();
  });
});
