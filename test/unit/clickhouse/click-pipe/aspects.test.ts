import { describe, expect, it } from "vitest";
import { basics } from "../../../../provider/clickhouse/click-pipe/basics.ts";
import { resync } from "../../../../provider/clickhouse/click-pipe/resync.ts";
import { scaling } from "../../../../provider/clickhouse/click-pipe/scaling.ts";
import { settings } from "../../../../provider/clickhouse/click-pipe/settings.ts";
import { stopped } from "../../../../provider/clickhouse/click-pipe/stopped.ts";
import { fakeCloud, notRunning, pipeId, refusal } from "./fake-cloud.ts";
import { table } from "./sources.ts";

const id = pipeId;

describe("the name of a pipe", () => {
  it("changes by itself", async () => {
    const cloud = fakeCloud();

    const inputs = { name: "new", destination: table, fieldMappings: [] };
    await basics.update({
      cloud,
      id,
      inputs,
      live: {},
      changes: { name: "new" },
      state: { state: "Running" },
    } as never);

    expect(cloud.calls).toEqual([["updateClickPipe", { name: "new" }]]);
  });
});

describe("the columns of a pipe", () => {
  it("change together with the field mappings", async () => {
    const cloud = fakeCloud();
    const fieldMappings = [{ sourceField: "id", destinationField: "id" }];

    const inputs = { name: "clicks", destination: table, fieldMappings };
    await basics.update({ cloud, id, inputs, live: {}, changes: { destination: table }, state: {} } as never);

    expect(cloud.calls).toEqual([["updateClickPipe", { destination: { columns: table.columns }, fieldMappings }]]);
  });
});

describe("the settings of a pipe", () => {
  it("send a key that is taken out as null", async () => {
    const cloud = fakeCloud();
    const live = { settings: { clickhouse_max_threads: 4, streaming_max_insert_wait_ms: 1000 } };

    await settings.update({ cloud, id, inputs: { settings: { clickhouse_max_threads: 8 } }, live } as never);

    expect(cloud.calls).toEqual([
      ["updateClickPipeSettings", { clickhouse_max_threads: 8, streaming_max_insert_wait_ms: null }],
    ]);
  });
});

describe("the size of a pipe", () => {
  const scale = (cloud: ReturnType<typeof fakeCloud>, wanted: object, live: object) =>
    scaling.update({ cloud, id, inputs: { scaling: wanted }, live: { scaling: live } } as never);

  it("sends what differs, and waits until reads show it", async () => {
    const shown = [{ replicas: 2, replicaCpuMillicores: 0 }, {}, { replicas: 2, replicaCpuMillicores: 500 }];
    const cloud = fakeCloud();
    let looks = 0;
    Object.assign(cloud, { clickPipes: () => ({ get: async () => ({ scaling: shown[looks++] }) }) });

    await scale(cloud, { replicas: 2, replicaCpuMillicores: 500 }, { replicas: 2, replicaCpuMillicores: 250 });

    expect(cloud.calls).toEqual([["updateClickPipeScaling", { replicaCpuMillicores: 500 }]]);
    expect(looks).toBe(3);
  });

  it("waits for parallel reads as memory allows, which are 0", async () => {
    const cloud = fakeCloud({ pipe: { scaling: { concurrency: 0 } } });

    await scale(cloud, { concurrency: 0 }, { concurrency: 4 });

    expect(cloud.calls).toEqual([["updateClickPipeScaling", { concurrency: 0 }]]);
  });

  it("sends no empty body", async () => {
    const cloud = fakeCloud();

    await scale(cloud, { replicas: 2 }, { replicas: 2 });

    expect(cloud.calls).toEqual([]);
  });
});

describe("a pipe that shall stand", () => {
  it("is stopped, and waited for", async () => {
    const cloud = fakeCloud({ states: ["Running", "Pausing"] });

    await stopped.update({ cloud, id, inputs: { stopped: true } } as never);

    expect(cloud.calls).toEqual([["updateClickPipeState", { command: "stop" }]]);
  });

  it("is not waited for when it has read everything: it stays completed", async () => {
    const cloud = fakeCloud({ pipe: { state: "Completed" }, states: ["Completed"] });

    await stopped.update({ cloud, id, inputs: { stopped: true } } as never);

    expect(cloud.calls).toEqual([["updateClickPipeState", { command: "stop" }]]);
  });
});

describe("a pipe that shall go", () => {
  it("is started, and waited for", async () => {
    const cloud = fakeCloud({ states: ["Paused", "Paused", "Provisioning"] });

    await stopped.update({ cloud, id, inputs: { stopped: false } } as never);

    expect(cloud.calls).toEqual([["updateClickPipeState", { command: "start" }]]);
  });

  it("needs no start when it goes already", async () => {
    const cloud = fakeCloud({ pipe: { state: "Snapshot" } });

    await stopped.update({ cloud, id, inputs: { stopped: false } } as never);

    expect(cloud.calls).toEqual([]);
  });

  it("is not started when the service refuses for another reason", async () => {
    const cloud = fakeCloud({
      pipe: { state: "Paused" },
      on() {
        throw refusal(400, "the plan has ended");
      },
    });

    await expect(stopped.update({ cloud, id, inputs: { stopped: false } } as never)).rejects.toThrow(
      "the plan has ended",
    );
  });
});

describe("a new trigger of a pipe", () => {
  const trigger = (cloud: ReturnType<typeof fakeCloud>, state: object, live: object = { resyncTrigger: "1" }) =>
    resync.update({ cloud, id, inputs: {}, live, changes: { resyncTrigger: "2" }, state } as never);
  const asked = [["updateClickPipeState", { command: "resync" }]];

  it("lets it load everything anew, and is waited for as a creation is", async () => {
    const cloud = fakeCloud({ states: ["Resync", "Resync", "Snapshot", "Running"] });
    let looks = 0;
    const { clickPipes } = cloud;
    Object.assign(cloud, {
      clickPipes(serviceId: string) {
        looks++;
        return clickPipes(serviceId);
      },
    });

    await trigger(cloud, { state: "Running", waitFor: "snapshot" });

    expect(cloud.calls).toEqual(asked);
    expect(looks).toBe(3);
  });

  it("wakes an idle service", async () => {
    const cloud = fakeCloud({
      service: "idle",
      on(operation, { service }) {
        if (operation === "updateClickPipeState" && service !== "running") throw notRunning(service);
      },
    });

    await trigger(cloud, { state: "Running" });

    expect(cloud.calls.map(([operation]) => operation)).toEqual([
      "updateClickPipeState",
      "updateServiceState",
      "updateClickPipeState",
    ]);
  });

  it("fails when the pipe does", async () => {
    const cloud = fakeCloud({ states: ["Resync", "Failed"] });

    await expect(trigger(cloud, { state: "Running" })).rejects.toThrow("The pipe has failed");
  });

  it("counts the first time too, but not for a pipe that is loading everything anyway", async () => {
    const [running, loading] = [fakeCloud(), fakeCloud()];

    await trigger(running, { state: "Running" }, {});
    await trigger(loading, { state: "Snapshot" }, {});

    expect(running.calls).toEqual(asked);
    expect(loading.calls).toEqual([]);
  });
});
