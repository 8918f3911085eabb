import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, instanceBody, refusal, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let instance: InstanceView;
let path: string;

beforeAll(async () => {
  // In the morning, so that the hours of a test are of one day.
  cloud = await startCloud({ start: new Date("2026-11-25T02:30:00Z") });
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
  path = `/v3/instances/${instance.id}`;
});

afterAll(() => cloud.simulator.close());

interface Ranges {
  restore_times: { start_time: number; end_time: number }[];
}

const ranges = async (query = "") => {
  return (await cloud.send<Ranges>("GET", `${path}/restore-time${query}`)).body.restore_times;
};

async function now() {
  return (await ranges())[0]?.end_time ?? 0;
}

const createDatabase = (name: string) =>
  cloud.finish("POST", `${path}/databases`, { databases: [{ name, character_set: "utf8mb4" }] });

async function databasesIn(id: string) {
  const { body } = await cloud.send<{ databases: { name: string }[] }>("GET", `/v3/instances/${id}/databases`);
  return body.databases.map(({ name }) => name);
}

async function backUp() {
  const body = { instance_id: instance.id, name: "backup-1" };
  return (await cloud.finish<{ backup: { id: string } }>("POST", "/v3/backups/create", body)).body.backup.id;
}

describe("restorable times", () => {
  it("begin with the first full backup and go on until now", async () => {
    const [range] = await ranges();
    cloud.advance(3600);
    const [later] = await ranges();

    expect(range?.end_time).toBeGreaterThan(range?.start_time ?? Number.NaN);
    expect(later).toEqual({ start_time: range?.start_time, end_time: (range?.end_time ?? 0) + 3600_000 });
  });

  it("are asked for by day", async () => {
    const day = new Date(await now()).toISOString().slice(0, 10);

    expect(await ranges(`?date=${day}`)).toHaveLength(1);
    expect(await ranges("?date=2020-01-01")).toEqual([]);
  });

  it("do not exist before the first backup is done", async () => {
    const { body } = await cloud.send<{ instance: { id: string } }>("POST", "/v3/instances", {
      ...instanceBody,
      name: "young",
    });
    cloud.advance(15 * 60);

    expect((await cloud.send("GET", `/v3/instances/${body.instance.id}/restore-time`)).body).toEqual({
      restore_times: [],
    });
  });
});

describe("a restore to an existing instance", () => {
  const restore = (body: object) =>
    cloud.send("POST", "/v3/instances/restore", {
      target_instance_id: instance.id,
      source_instance_id: instance.id,
      ...body,
    });

  it("from a backup puts what was in the source in the place of what is in the target", async () => {
    await createDatabase("orders");
    const backup_id = await backUp();
    const target = await cloud.createInstance({ name: "target" });
    path = `/v3/instances/${target.id}`;
    await createDatabase("stock");

    const made = await restore({ target_instance_id: target.id, type: "backup", backup_id });
    const meanwhile = await databasesIn(target.id);
    const busy = await cloud.send("POST", `${path}/restart`);
    cloud.advance(3600);

    expect(made).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(meanwhile).toEqual(["stock"]);
    expect(busy).toMatchObject(refusal(409, "DBS.200019"));
    expect(await databasesIn(target.id)).toEqual(["orders"]);
  });

  it("to a point in time brings back what there was then", async () => {
    await createDatabase("orders");
    const restore_time = await now();
    await createDatabase("stock");

    await restore({ type: "timestamp", restore_time });
    cloud.advance(3600);

    expect(await databasesIn(instance.id)).toEqual(["orders"]);
  });

  it("is refused for backups and times that there are not", async () => {
    const other = await cloud.createInstance({ name: "other" });
    const backup_id = await backUp();
    const tomorrow = (await now()) + 24 * 3600_000;

    expect(await restore({ type: "backup", backup_id: "none" })).toMatchObject(refusal(400, "DBS.201203"));
    expect(await restore({ source_instance_id: other.id, type: "backup", backup_id })).toMatchObject(
      refusal(400, "DBS.201203"),
    );
    expect(await restore({ type: "timestamp", restore_time: tomorrow })).toMatchObject(refusal(400, "DBS.05000088"));
    expect(await restore({ target_instance_id: other.id.replace(/^./, "z"), type: "backup", backup_id })).toMatchObject(
      refusal(404, "DBS.200002"),
    );
    expect(
      await restore({ source_instance_id: `${"0".repeat(32)}in07`, type: "timestamp", restore_time: 1 }),
    ).toMatchObject(refusal(404, "DBS.200013"));
  });

  it("is refused while the backup is being made, and for a target that spells names otherwise", async () => {
    const sensitive = await cloud.createInstance({ name: "sensitive", lower_case_table_names: 0 });
    const made = await cloud.send<{ backup: { id: string } }>("POST", "/v3/backups/create", {
      instance_id: instance.id,
      name: "backup-1",
    });
    const backup_id = made.body.backup.id;

    expect(await restore({ type: "backup", backup_id })).toMatchObject(refusal(400, "DBS.201208"));
    cloud.advance(3600);
    expect(await restore({ target_instance_id: sensitive.id, type: "backup", backup_id })).toMatchObject(
      refusal(400, "DBS.05000091"),
    );
  });
});

describe("a new instance", () => {
  it("begins with what is in the backup that it is made from", async () => {
    await createDatabase("orders");
    const backup_id = await backUp();

    const restored = await cloud.createInstance({
      name: "restored",
      restore_point: { type: "backup", source_instance_id: instance.id, backup_id },
    });

    expect(await databasesIn(restored.id)).toEqual(["orders"]);
  });

  it("is made from the recycle bin as well", async () => {
    type Bin = { instances: { recycle_backup_id: string }[] };
    await createDatabase("orders");
    await cloud.finish("DELETE", path);
    const [recycled] = (await cloud.send<Bin>("GET", "/v3/instances/recycle-info")).body.instances;

    const restored = await cloud.createInstance({
      restore_point: {
        type: "backup",
        source_instance_id: instance.id,
        backup_id: recycled?.recycle_backup_id,
      },
    });

    expect(await databasesIn(restored.id)).toEqual(["orders"]);
  });
});

describe("incremental backups", () => {
  type List = { backups: { id: string; begin_time: string }[]; total_count: number };
  const list = (query = "") => cloud.send<List>("GET", `${path}/incremental-backups${query}`);

  it("are made every hour and keep their ids", async () => {
    cloud.advance(12 * 3600);

    const first = (await list()).body;
    const again = (await list("?limit=50")).body;
    const rest = (await list("?offset=10")).body;

    expect(first.backups).toHaveLength(10);
    expect(first.total_count).toBeGreaterThanOrEqual(12);
    expect(again.backups).toHaveLength(first.total_count);
    expect(again.backups.slice(0, 10)).toEqual(first.backups);
    expect(rest.backups).toEqual(again.backups.slice(10));
  });

  it("are asked for by a whole period", async () => {
    cloud.advance(5 * 3600);
    const [newest] = (await list()).body.backups;
    const time = encodeURIComponent(newest?.begin_time ?? "");

    expect((await list(`?begin_time=${time}&end_time=${encodeURIComponent("2099-01-01T00:00:00+0000")}`)).body).toEqual(
      {
        backups: [newest],
        total_count: 1,
      },
    );
    expect(await list(`?begin_time=${time}`)).toMatchObject(refusal(400, "DBS.280216"));
    expect(await list(`?begin_time=${time}&end_time=${time}`)).toMatchObject(refusal(400, "DBS.280216"));
    expect(await list("?limit=11")).toMatchObject({ status: 400 });
  });
});

describe("tables", () => {
  const tables = (time: number, query = "&last_table_info=false") =>
    cloud.send("GET", `${path}/backups/restore/tables?restore_time=${time}${query}`);
  const restore = (restore_time: unknown, ...restore_tables: object[]) =>
    cloud.send("POST", `${path}/backups/restore/tables`, { restore_time, restore_tables });

  it("are those of now or of then, and found by parts of names", async () => {
    await createDatabase("orders");
    const then = await now();
    await createDatabase("stock");
    const ofThen = await tables(then);
    const ofNow = await tables(then, "&last_table_info=true");
    const found = await tables(then, "&last_table_info=true&database_name=toc&table_name=cust");

    expect(ofThen.body).toEqual({
      total_databases: 1,
      databases: [{ name: "orders", total_tables: 2, tables: [{ name: "customers" }, { name: "orders" }] }],
    });
    expect(ofNow.body).toMatchObject({ total_databases: 2 });
    expect(found.body).toEqual({
      total_databases: 1,
      databases: [{ name: "stock", total_tables: 1, tables: [{ name: "customers" }] }],
    });
    expect(await tables(1)).toMatchObject(refusal(400, "DBS.05000088"));
  });

  it("come back under other names", async () => {
    await createDatabase("orders");
    const restored = await restore(String(await now()), {
      database: "orders",
      tables: [{ old_name: "customers", new_name: "customers_old" }],
    });
    cloud.advance(3600);

    expect(restored).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect((await tables(await now())).body).toMatchObject({
      databases: [{ name: "orders", tables: [{ name: "customers" }, { name: "orders" }, { name: "customers_old" }] }],
    });
  });

  it.each([
    ["no table", "DBS.05000018", []],
    ["a database twice", "DBS.05000045", [{ database: "orders" }, { database: "orders" }]],
    ["a table twice", "DBS.05000046", [{ database: "orders", names: ["orders", "orders"] }]],
    ["a database that there is not", "DBS.05000047", [{ database: "stock" }]],
    ["a table that there is not", "DBS.05000048", [{ database: "orders", names: ["stock"] }]],
  ])("do not come back for %s", async (_, code, list: { database: string; names?: string[] }[]) => {
    await createDatabase("orders");
    const restore_tables = list.map(({ database, names = ["orders"] }) => {
      return { database, tables: names.map((name, index) => ({ old_name: name, new_name: `${name}_${index}` })) };
    });

    expect(await restore(await now(), ...restore_tables)).toMatchObject(refusal(400, code));
  });
});
