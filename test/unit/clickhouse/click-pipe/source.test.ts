import { describe, expect, it } from "vitest";
import { source } from "../../../../provider/clickhouse/click-pipe/source.ts";
import { CloudError } from "../../../../provider/http/errors.ts";
import { type FakeCloud, fakeCloud, pipeId, refusal } from "./fake-cloud.ts";
import { kafka, mongodb, mysql, objectStorage, postgres } from "./sources.ts";

type Values = Readonly<Record<string, unknown>>;

const [orders, customers] = mysql.tableMappings as Values[] as [Values, Values];
const items = { sourceSchemaName: "shop", sourceTable: "items", targetTable: "items" };

/** Lets the aspect bring a pipe from one source to another. */
async function update(live: Values, wanted: Values, cloud = fakeCloud(), state = cloud.world.pipe?.state) {
  const values = { inputs: { source: wanted }, live: { source: live }, changes: { source: wanted } };
  await source.update({ cloud, id: pipeId, state: { state }, ...values } as never);
  return cloud;
}

function patches({ calls }: FakeCloud) {
  return calls.filter(([operation]) => operation === "updateClickPipe").map(([, body]) => (body as Values).source);
}

const commands = ({ calls }: FakeCloud) =>
  calls.map(([operation, body]) => (operation === "updateClickPipeState" ? (body as Values).command : operation));

const withMappings = (...tableMappings: Values[]) => ({ mysql: { ...mysql, tableMappings } });

describe("a change of a source sends", () => {
  it("one setting alone", async () => {
    const wanted = { mysql: { ...mysql, settings: { replicationMode: "cdc", syncIntervalSeconds: 30 } } };

    const cloud = await update({ mysql }, wanted);

    expect(patches(cloud)).toEqual([{ mysql: { settings: { syncIntervalSeconds: 30 } } }]);
  });

  it("the credentials with the connection when the host changes", async () => {
    const cloud = await update({ mysql }, { mysql: { ...mysql, host: "other.example.com" } });

    expect(patches(cloud)).toEqual([
      { mysql: { host: "other.example.com", port: 3306, credentials: mysql.credentials } },
    ]);
  });

  it("the connection with the credentials when the password changes", async () => {
    const credentials = { username: "clickpipes", password: "hunter3" };

    const cloud = await update({ postgres }, { postgres: { ...postgres, credentials } });

    expect(patches(cloud)).toEqual([
      { postgres: { host: "db.example.com", port: 5432, database: "shop", credentials } },
    ]);
  });

  it("the address of MongoDB with what belongs to it", async () => {
    const cloud = await update({ mongodb }, { mongodb: { ...mongodb, readPreference: "primary" } });

    expect(patches(cloud)).toEqual([{ mongodb: { uri: mongodb.uri, readPreference: "primary" } }]);
  });

  it("Kafka's certificates without the login", async () => {
    const cloud = await update({ kafka }, { kafka: { ...kafka, caCertificate: "-----BEGIN CERTIFICATE-----" } });

    expect(patches(cloud)).toEqual([{ kafka: { caCertificate: "-----BEGIN CERTIFICATE-----" } }]);
  });

  it("a new access key with the way to log in", async () => {
    const accessKey = { accessKeyId: "AKIB", secretKey: "hunter3" };

    const cloud = await update({ objectStorage }, { objectStorage: { ...objectStorage, accessKey } });

    expect(patches(cloud)).toEqual([{ objectStorage: { authentication: "IAM_USER", accessKey } }]);
  });

  it("nothing of what is fixed", async () => {
    const wanted = { kafka: { ...kafka, topics: "others", credentials: { username: "key", password: "hunter3" } } };

    const cloud = await update({ kafka }, wanted);

    expect(patches(cloud)).toEqual([
      { kafka: { authentication: "PLAIN", credentials: { username: "key", password: "hunter3" } } },
    ]);
  });
});

describe("a change of table mappings", () => {
  it("pauses the pipe, sends the mappings alone and resumes it", async () => {
    const cloud = await update({ mysql }, withMappings(orders, items));

    expect(commands(cloud)).toEqual(["stop", "updateClickPipe", "start"]);
    expect(patches(cloud)).toEqual([
      {
        mysql: {
          tableMappingsToAdd: [items],
          tableMappingsToRemove: [{ sourceSchemaName: "shop", sourceTable: "customers", targetTable: "customers" }],
        },
      },
    ]);
  });

  it("is none when only the order differs", async () => {
    const cloud = await update({ mysql }, withMappings({ ...customers, partitionKey: "" }, orders));

    expect(cloud.calls).toEqual([]);
  });

  it("removes a changed mapping first and adds it by a second edit, for which the pipe pauses again", async () => {
    const changed = { ...customers, excludedColumns: [] };

    const cloud = await update({ mysql }, withMappings(orders, changed));

    expect(commands(cloud)).toEqual(["stop", "updateClickPipe", "stop", "updateClickPipe", "start"]);
    expect(patches(cloud)).toEqual([
      {
        mysql: {
          tableMappingsToAdd: [],
          tableMappingsToRemove: [{ sourceSchemaName: "shop", sourceTable: "customers", targetTable: "customers" }],
        },
      },
      { mysql: { tableMappingsToAdd: [changed], tableMappingsToRemove: [] } },
    ]);
  });

  it("gives a table of the source another target in two edits", async () => {
    const renamed = { ...orders, targetTable: "orders_v2" };

    const cloud = await update({ mysql }, withMappings(renamed, customers));

    expect(patches(cloud)).toEqual([
      {
        mysql: {
          tableMappingsToAdd: [],
          tableMappingsToRemove: [{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" }],
        },
      },
      { mysql: { tableMappingsToAdd: [renamed], tableMappingsToRemove: [] } },
    ]);
  });

  it("adds other tables at once, so that the last mapping can change", async () => {
    const changed = { ...orders, tableEngine: "MergeTree" };

    const cloud = await update(withMappings(orders), withMappings(changed, items));

    expect(patches(cloud)).toMatchObject([
      { mysql: { tableMappingsToAdd: [items], tableMappingsToRemove: [{ targetTable: "orders" }] } },
      { mysql: { tableMappingsToAdd: [changed], tableMappingsToRemove: [] } },
    ]);
  });

  it("is refused before the pipe pauses when no mapping would be left in between", async () => {
    const cloud = fakeCloud();

    const done = update(withMappings(orders), withMappings({ ...orders, tableEngine: "MergeTree" }), cloud);

    await expect(done).rejects.toThrow("a pipe cannot be without one in between");
    expect(cloud.calls).toEqual([]);
  });

  it("comes after a change of the connection, in an edit of its own", async () => {
    const cloud = await update({ mysql }, { mysql: { ...mysql, port: 3307, tableMappings: [orders] } });

    expect(commands(cloud)).toEqual(["updateClickPipe", "stop", "updateClickPipe", "start"]);
    expect(patches(cloud)).toMatchObject([{ mysql: { port: 3307 } }, { mysql: { tableMappingsToAdd: [] } }]);
  });

  it("leaves a pipe paused that was paused, though the service resumes it", async () => {
    const on = (operation: string, { pipe }: FakeCloud["world"]) => {
      if (operation === "updateClickPipe" && pipe) Object.assign(pipe, { state: "Modifying" });
    };
    const cloud = fakeCloud({ pipe: { state: "Paused" }, on });

    await update({ mysql }, withMappings(orders), cloud);

    expect(cloud.world.pipe?.state).toBe("Paused");
  });

  it("resumes the pipe when the edit fails, and tells why it failed", async () => {
    const cloud = fakeCloud({
      on(operation) {
        if (operation === "updateClickPipe") throw refusal(400, "the table is not empty");
      },
    });

    await expect(update({ mysql }, withMappings(orders), cloud)).rejects.toThrow("the table is not empty");

    expect(cloud.world.pipe?.state).toBe("Running");
  });

  it("tells that the pipe still stands when it can be neither edited nor resumed", async () => {
    const cloud = fakeCloud({
      on(operation, _, { command }) {
        if (operation === "updateClickPipe") throw refusal(400, "the table is not empty");
        if (command === "start") throw refusal(400, "not now");
      },
    });

    await expect(update({ mysql }, withMappings(orders), cloud)).rejects.toThrow("the table is not empty");

    expect(cloud.warnings).toEqual([expect.stringContaining("could not be resumed")]);
  });

  it("succeeds when the service has resumed the pipe already", async () => {
    const cloud = fakeCloud({
      on(_, { pipe }, { command }) {
        if (command !== "start" || !pipe) return;
        Object.assign(pipe, { state: "Snapshot" });
        throw refusal(400, "ClickPipe is already running");
      },
    });

    await update({ mysql }, withMappings(orders), cloud);

    expect(cloud.world.pipe?.state).toBe("Snapshot");
  });
});

describe("any other edit", () => {
  it("pauses the pipe only when the service asks for it, once", async () => {
    const cloud = fakeCloud({
      on(operation, { pipe }) {
        if (operation === "updateClickPipe" && pipe?.state === "Running") {
          throw refusal(400, "ClickPipe must be paused to edit");
        }
      },
    });

    await update({ mysql }, { mysql: { ...mysql, port: 3307 } }, cloud);

    expect(commands(cloud)).toEqual(["updateClickPipe", "stop", "updateClickPipe", "start"]);
  });

  it("gives up when a paused pipe still is not paused enough, and resumes it", async () => {
    const cloud = fakeCloud({
      on(operation) {
        if (operation === "updateClickPipe") throw refusal(400, "ClickPipe must be paused to edit");
      },
    });

    await expect(update({ mysql }, { mysql: { ...mysql, port: 3307 } }, cloud)).rejects.toThrow("must be paused");

    expect(commands(cloud)).toEqual(["updateClickPipe", "stop", "updateClickPipe", "start"]);
  });

  it("is not sent once more when it may have been carried out before the refusal", async () => {
    const cloud = fakeCloud({
      on(operation) {
        if (operation === "updateClickPipe") throw new CloudError({ ...refusal(400, "must be paused"), inDoubt: true });
      },
    });

    await expect(update({ mysql }, { mysql: { ...mysql, port: 3307 } }, cloud)).rejects.toThrow("must be paused");

    expect(commands(cloud)).toEqual(["updateClickPipe"]);
  });

  it("starts a pipe that had failed", async () => {
    const cloud = fakeCloud({ pipe: { state: "Failed" } });

    await update({ mysql }, { mysql: { ...mysql, port: 3307 } }, cloud);

    expect(commands(cloud)).toEqual(["updateClickPipe", "start"]);
  });

  it("fails when the pipe fails after it", async () => {
    const cloud = fakeCloud({ states: ["Failed", "Failed"] });

    await expect(update({ mysql }, { mysql: { ...mysql, port: 3307 } }, cloud)).rejects.toThrow("has failed (Failed)");
  });

  it("accepts all passing states while it waits", async () => {
    const cloud = fakeCloud({ states: ["Modifying", "Unknown", "Setup", "Resync", "Snapshot"] });

    await update({ mysql }, { mysql: { ...mysql, port: 3307 } }, cloud);

    expect(commands(cloud)).toEqual(["updateClickPipe"]);
  });
});

describe("the preview of a change of table mappings says", () => {
  const notice = (wanted: Values, live: Values) =>
    typeof source.notice === "function"
      ? source.notice({ inputs: { source: wanted }, live: { source: live } } as never)
      : source.notice;

  it("that the pipe pauses", () => {
    expect(notice(withMappings(orders, customers, items), { mysql })).toBe(
      "The pipe pauses for the change; new tables get a snapshot.",
    );
  });

  it("which tables are not replicated any more", () => {
    expect(notice(withMappings(orders), { mysql })).toContain("customers is not replicated any more");
  });

  it("which mappings are made anew", () => {
    expect(notice(withMappings({ ...orders, tableEngine: "Null" }, customers), { mysql })).toContain(
      "The mapping of orders is removed and added again",
    );
  });

  it("nothing when they stay or are not known", () => {
    expect(notice({ mysql: { ...mysql, port: 3307 } }, { mysql })).toBeUndefined();
    expect(
      notice({ mysql: { ...mysql, tableMappings: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } }, { mysql }),
    ).toBeUndefined();
  });
});
