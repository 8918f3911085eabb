import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  kafkaPipe,
  mysqlPipe,
  ordersMapping,
  type PipeView,
  type ServiceView,
  startCloud,
  type TestCloud,
} from "./cloud.ts";

const customersMapping = { sourceSchemaName: "shop", sourceTable: "customers", targetTable: "customers" };
const linesMapping = { sourceSchemaName: "shop", sourceTable: "lines", targetTable: "a_lines" };

let cloud: TestCloud;
let service: ServiceView;
beforeEach(async () => {
  cloud = await startCloud();
  service = await cloud.createService();
});
afterEach(() => cloud.simulator.close());

/** The states that a pipe shows while simulated time passes. */
async function statesOf(get: () => Promise<PipeView>, seconds = 900) {
  const states = [(await get()).state];
  for (let passed = 0; passed < seconds; passed += 1) {
    cloud.advance(1);
    const objects = cloud.simulator.admin.objects().clickhouse.clickPipes as { state: string }[];
    const state = String(objects[0]?.state);
    if (state !== states.at(-1)) states.push(state);
  }
  return states;
}

async function pausedPipe(source: object = {}) {
  const pipe = await cloud.createPipe(service, mysqlPipe(source));
  cloud.advance(900);
  await cloud.send("PATCH", `${pipe.path}/state`, { command: "stop" });
  cloud.advance(60);
  return pipe;
}

const patchMappings = (path: string, add: object[], remove: object[] = []) =>
  cloud.send<PipeView>("PATCH", path, {
    source: { mysql: { tableMappingsToAdd: add, tableMappingsToRemove: remove } },
  });

describe("a service that is not running", () => {
  it.each(["idle", "stopped", "partially_running"])("refuses changes of pipes while it is %s", async (state) => {
    const pipe = await cloud.createPipe(service, kafkaPipe());
    cloud.simulator.admin.change("clickhouse", "services", service.id, { state });

    const changes = [
      await cloud.send("POST", `/services/${service.id}/clickpipes`, kafkaPipe()),
      await cloud.send("PATCH", pipe.path, { name: "new" }),
      await cloud.send("PATCH", `${pipe.path}/state`, { command: "stop" }),
      await cloud.send("PATCH", `${pipe.path}/scaling`, { replicas: 2 }),
      await cloud.send("PUT", `${pipe.path}/settings`, { streaming_max_insert_wait_ms: 1000 }),
    ];

    const error = expect.stringMatching(`^FAILED_DEPENDENCY: .*Current state: ${state}$`);
    expect(changes).toMatchObject(changes.map(() => ({ status: 424, error })));
    expect((await pipe.get()).id).toBe(pipe.id);
    expect((await cloud.send("DELETE", pipe.path)).status).toBe(200);
  });
});

describe("the states of a new pipe", () => {
  it.each([
    ["cdc", ["Unknown", "Provisioning", "Setup", "Snapshot", "Running"]],
    ["cdc_only", ["Unknown", "Provisioning", "Setup", "Running"]],
    ["snapshot", ["Unknown", "Provisioning", "Setup", "Snapshot", "Completed"]],
  ])("from a database in the mode %s", async (replicationMode, states) => {
    const { get } = await cloud.createPipe(service, mysqlPipe({ settings: { replicationMode } }));

    expect(await statesOf(get)).toEqual(states);
  });

  it("from a stream", async () => {
    const { get } = await cloud.createPipe(service, kafkaPipe());

    expect(await statesOf(get)).toEqual(["Unknown", "Provisioning", "Running"]);
  });

  it("from objects that are read once", async () => {
    const objectStorage = { type: "s3", format: "CSV", url: "https://bucket.s3.amazonaws.com/*.csv" };

    const { get } = await cloud.createPipe(service, { ...kafkaPipe(), source: { objectStorage } });

    expect(await statesOf(get)).toEqual(["Unknown", "Provisioning", "Running", "Completed"]);
  });

  it("after a fault", async () => {
    cloud.simulator.admin.inject({ operationId: "createClickPipe", fault: { kind: "jobFails", reason: "no" } });

    const { get } = await cloud.createPipe(service, kafkaPipe());

    expect((await statesOf(get)).at(-1)).toBe("Failed");
  });
});

describe("what a pipe returns", () => {
  it("has no credentials, and what the server fills in", async () => {
    const { get } = await cloud.createPipe(service, mysqlPipe());

    const { source, destination, scaling } = await get();

    expect(source.mysql).toEqual({
      type: "mysql",
      authentication: "basic",
      host: "orders.example.com",
      port: 3306,
      settings: {
        replicationMode: "cdc",
        replicationMechanism: "GTID",
        syncIntervalSeconds: 60,
        pullBatchSize: 100_000,
        useCompression: false,
        allowNullableColumns: false,
        initialLoadParallelism: 4,
        snapshotNumRowsPerPartition: 100_000,
        snapshotNumberOfParallelTables: 1,
      },
      tableMappings: [{ ...ordersMapping, tableEngine: "ReplacingMergeTree", useCustomSortingKey: false }],
    });
    expect(destination).toMatchObject({ database: "shop" });
    expect(scaling).toBeUndefined();
  });

  it("differs from what was sent as it does in the live API", async () => {
    const registry = { url: "https://registry.example.com", authentication: "PLAIN" };
    const credentials = { username: "key", password: "another secret" };
    const { id, get } = await cloud.createPipe(service, {
      ...kafkaPipe({ format: "AvroConfluent", schemaRegistry: { ...registry, credentials } }),
      destination: { ...kafkaPipe().destination, roles: ["writer"] },
    });

    const pipe = await get();

    expect(pipe.source.kafka).toMatchObject({ consumerGroup: `clickpipes-${id}`, schemaRegistry: registry });
    expect(pipe.destination.tableDefinition).toEqual({ engine: { type: "MergeTree()" }, sortingKey: null });
    expect(pipe.destination).not.toHaveProperty("roles");
    expect(JSON.stringify(pipe)).not.toContain("secret");
  });
});

describe("a creation is refused", () => {
  const { source, destination } = kafkaPipe();
  const column = { name: "id", type: "String" };
  it.each<[string, object, string]>([
    ["with two sources", { source: { ...source, ...mysqlPipe().source } }, "exactly one kind"],
    ["without a source", { source: {} }, "exactly one kind"],
    ["without a table", { destination: { database: "web" } }, "destination/table is required"],
    ["without a table definition", { destination: { ...destination, tableDefinition: undefined } }, "tableDefinition"],
    [
      "with an unmapped column",
      { destination: { ...destination, columns: [column, { ...column, name: "b" }] } },
      "b is",
    ],
    ["without credentials", kafkaPipe({ credentials: undefined }), "credentials.username"],
    ["with an authentication of another type", kafkaPipe({ authentication: "SCRAM-SHA-256" }), "authentication"],
    ["with an offset without its time", kafkaPipe({ offset: { strategy: "from_timestamp" } }), "timestamp"],
    ["with settings of another kind", { settings: { object_storage_concurrency: 2 } }, "object_storage_concurrency"],
    ["with a scaling of a database", { ...mysqlPipe(), scaling: { replicas: 2 } }, "share their workers"],
    ["without table mappings", mysqlPipe({ tableMappings: [] }), "at least one"],
    [
      "with two mappings to a table",
      mysqlPipe({ tableMappings: [ordersMapping, { ...customersMapping, targetTable: "orders" }] }),
      "twice",
    ],
    ["with an unknown field in a mapping", mysqlPipe({ tableMappings: [{ ...ordersMapping, x: 1 }] }), "x is unknown"],
    ["with a description", { description: "clicks" }, "description is unknown"],
  ])("%s", async (_, body, text) => {
    const path = `/services/${service.id}/clickpipes`;

    const { status, error } = await cloud.send("POST", path, { ...kafkaPipe(), ...body });

    expect(status).toBe(400);
    expect(error).toContain(text);
    expect(error).not.toContain("a secret");
  });
});

describe("stop, start and resync", () => {
  const command = (path: string, name: string) => cloud.send<PipeView>("PATCH", `${path}/state`, { command: name });

  it("lead a database pipe to Paused and back, without a second snapshot", async () => {
    const pipe = await pausedPipe();
    expect((await pipe.get()).state).toBe("Paused");

    const { result } = await command(pipe.path, "start");

    expect(result.state).toBe("Setup");
    expect(await statesOf(pipe.get)).toEqual(["Setup", "Running"]);
  });

  it("lead a streaming pipe to Stopped and back", async () => {
    const pipe = await cloud.createPipe(service, kafkaPipe());
    cloud.advance(120);

    expect((await command(pipe.path, "stop")).result.state).toBe("Stopping");
    cloud.advance(60);
    expect((await pipe.get()).state).toBe("Stopped");
    await command(pipe.path, "start");
    expect(await statesOf(pipe.get)).toEqual(["Provisioning", "Running"]);
  });

  it("refuse a start of what runs already", async () => {
    const pipe = await cloud.createPipe(service, kafkaPipe());
    cloud.advance(120);

    const { status, error } = await command(pipe.path, "start");

    expect(status).toBe(400);
    expect(error).toContain("already running");
  });

  it("load a database again, and nothing else", async () => {
    const database = await cloud.createPipe(service, mysqlPipe());
    cloud.advance(900);
    await command(database.path, "resync");
    const states = await statesOf(database.get);
    const stream = await cloud.createPipe(service, kafkaPipe());

    expect(states).toEqual(["Resync", "Snapshot", "Running"]);
    expect((await command(stream.path, "resync")).status).toBe(400);
  });
});

describe("a resync", () => {
  const resync = (path: string) => cloud.send<PipeView>("PATCH", `${path}/state`, { command: "resync" });

  it.each(["Running", "Paused", "Failed", "Snapshot"])("is possible from %s", async (state) => {
    const pipe = await cloud.createPipe(service, mysqlPipe());
    cloud.advance(900);
    cloud.simulator.admin.change("clickhouse", "clickPipes", pipe.id, { state });

    expect((await resync(pipe.path)).result.state).toBe("Resync");
    expect(await statesOf(pipe.get)).toEqual(["Resync", "Snapshot", "Running"]);
  });

  it("of a pipe that ends with its snapshot ends again", async () => {
    const pipe = await cloud.createPipe(service, mysqlPipe({ settings: { replicationMode: "snapshot" } }));
    cloud.advance(900);

    await resync(pipe.path);

    expect(await statesOf(pipe.get)).toEqual(["Resync", "Snapshot", "Completed"]);
  });
});

describe("an edit of table mappings", () => {
  it("is refused while the pipe is not paused", async () => {
    const pipe = await cloud.createPipe(service, mysqlPipe());
    cloud.advance(900);

    const { status, error } = await patchMappings(pipe.path, [customersMapping]);

    expect(status).toBe(400);
    expect(error).toContain("must be paused to edit");
  });

  it("resumes the pipe on its own, through a snapshot of the new table", async () => {
    const pipe = await pausedPipe();

    const { result } = await patchMappings(pipe.path, [linesMapping, customersMapping]);

    expect(result.state).toBe("Paused");
    expect(result.source.mysql?.tableMappings?.map(({ targetTable }) => targetTable)).toEqual([
      "a_lines",
      "customers",
      "orders",
    ]);
    expect((await cloud.send("PATCH", `${pipe.path}/state`, { command: "start" })).error).toContain("already running");
    expect(await statesOf(pipe.get)).toEqual(["Paused", "Modifying", "Snapshot", "Running"]);
  });

  it("needs no snapshot to take a table away", async () => {
    const pipe = await pausedPipe({ tableMappings: [ordersMapping, customersMapping] });

    await patchMappings(pipe.path, [], [customersMapping]);

    expect(await statesOf(pipe.get)).toEqual(["Paused", "Modifying", "Running"]);
  });

  it.each([
    ["removes and adds a table at once", [{ ...ordersMapping, targetTable: "new" }], [ordersMapping], "at once"],
    ["leaves no table", [], [ordersMapping], "at least one"],
    ["adds a table that is there", [{ ...ordersMapping, targetTable: "new" }], [], "twice"],
    ["removes a table that is not there", [], [customersMapping], "there is no mapping"],
  ])("is refused if it %s", async (_, add, remove, text) => {
    const pipe = await pausedPipe();

    const { status, error } = await patchMappings(pipe.path, add, remove);

    expect(status).toBe(400);
    expect(error).toContain(text);
    expect((await pipe.get()).state).toBe("Paused");
  });
});

describe("an edit of a source", () => {
  it("with its address needs the credentials, too", async () => {
    const pipe = await cloud.createPipe(service, mysqlPipe());
    cloud.advance(900);
    const credentials = { username: "clickpipes", password: "a secret" };

    const alone = await cloud.send("PATCH", pipe.path, { source: { mysql: { host: "new.example.com", port: 3307 } } });
    const together = await cloud.send<PipeView>("PATCH", pipe.path, {
      source: { mysql: { host: "new.example.com", port: 3307, credentials } },
    });

    expect(alone).toMatchObject({ status: 400, error: expect.stringContaining("authentication failed") });
    expect(together.result).toMatchObject({ state: "Modifying", source: { mysql: { host: "new.example.com" } } });
  });

  it.each([
    ["a field that is fixed", { source: { kafka: { topics: "others" } } }, "topics is unknown"],
    ["another kind", { source: { kinesis: { authentication: "IAM_USER" } } }, "is kafka"],
    ["settings alone", { settings: { streaming_max_insert_wait_ms: 1000 } }, "No fields"],
    ["a destination without columns", { destination: {} }, "columns is required"],
  ])("is refused with %s", async (_, body, text) => {
    const pipe = await cloud.createPipe(service, kafkaPipe());

    const { status, error } = await cloud.send("PATCH", pipe.path, body);

    expect(status).toBe(400);
    expect(error).toContain(text);
  });

  it("takes no notice of settings beside other fields", async () => {
    const pipe = await cloud.createPipe(service, kafkaPipe());

    const { result } = await cloud.send("PATCH", pipe.path, {
      name: "b",
      settings: { streaming_max_insert_wait_ms: 1000 },
    });

    expect(result).toMatchObject({ name: "b", settings: {} });
  });
});

describe("sizes and settings", () => {
  it("of a pipe read 0 for a while after a change", async () => {
    const pipe = await cloud.createPipe(service, kafkaPipe());

    const { result } = await cloud.send<PipeView>("PATCH", `${pipe.path}/scaling`, { replicas: 2, replicaMemoryGb: 2 });
    cloud.advance(60);

    expect(result.scaling).toMatchObject({ replicas: 2, replicaCpuMillicores: 0, replicaMemoryGb: 0 });
    expect((await pipe.get()).scaling).toMatchObject({ replicas: 2, replicaCpuMillicores: 125, replicaMemoryGb: 2 });
  });

  it("fail on an empty body and are not for database pipes", async () => {
    const stream = await cloud.createPipe(service, kafkaPipe());
    const database = await cloud.createPipe(service, mysqlPipe());

    expect((await cloud.send("PATCH", `${stream.path}/scaling`, {})).status).toBe(500);
    expect((await cloud.send("PATCH", `${database.path}/scaling`, { replicas: 2 })).status).toBe(400);
    expect((await cloud.send("PUT", `${stream.path}/settings`, {})).status).toBe(400);
  });

  it("keep settings that are left out and drop those that are null", async () => {
    const pipe = await cloud.createPipe(service, kafkaPipe());
    await cloud.send("PUT", `${pipe.path}/settings`, { streaming_max_insert_wait_ms: 1000 });
    await cloud.send("PUT", `${pipe.path}/settings`, { clickhouse_max_threads: 4 });

    const both = await cloud.send("GET", `${pipe.path}/settings`);
    const one = await cloud.send("PUT", `${pipe.path}/settings`, { streaming_max_insert_wait_ms: null });

    expect(both.result).toEqual({ streaming_max_insert_wait_ms: 1000, clickhouse_max_threads: 4 });
    expect(one.result).toEqual({ clickhouse_max_threads: 4 });
  });

  it("of the shared workers come with the first database pipe, change slowly and go with the last", async () => {
    const path = `/services/${service.id}/clickpipesCdcScaling`;
    const asked = { replicaCpuMillicores: 4000, replicaMemoryGb: 16 };
    const before = await cloud.send("GET", path);
    const pipe = await cloud.createPipe(service, mysqlPipe());
    cloud.advance(120);

    const wrong = await cloud.send("PATCH", path, { ...asked, replicaMemoryGb: 12 });
    await cloud.send("PATCH", path, asked);
    const soon = await cloud.send("GET", path);
    cloud.advance(180);
    const later = await cloud.send("GET", path);
    await cloud.send("DELETE", pipe.path);
    const after = await cloud.send("GET", path);

    expect([before, wrong, after].map(({ status }) => status)).toEqual([404, 400, 404]);
    expect(soon.result).not.toEqual(asked);
    expect(later.result).toEqual(asked);
  });
});

it("forgets a pipe with its service", async () => {
  const pipe = await cloud.createPipe(service, mysqlPipe());
  cloud.simulator.admin.change("clickhouse", "services", service.id, { state: "idle" });

  await cloud.send("DELETE", `/services/${service.id}`);
  cloud.advance(60);

  expect(await cloud.send("GET", pipe.path)).toMatchObject({ status: 404 });
  expect(cloud.simulator.admin.objects().clickhouse.clickPipes).toEqual([]);
});
