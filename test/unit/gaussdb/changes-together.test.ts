import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FaultOrder } from "../../../simulator/index.ts";
import { type Kind, type Made, newRun } from "../simulated-run.ts";
import { type InstanceView, startCloud, type TestCloud } from "../simulator/gaussdb/cloud.ts";

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

const names = (count: number) => Array.from({ length: count }, (_, index) => `shop_${index}`);
const password = "Secret_1234";

const kinds = async (token: string) => (await newRun(cloud.simulator))(`gaussdb:${token}`);
const createAll = async (token: string, all: readonly object[]) => {
  const kind = await kinds(token);
  return Promise.all(all.map((args, index) => kind.create(`${token}-${index}`, { instanceId: instance.id, ...args })));
};
const eachOf = async (made: readonly Made[], token: string, work: (kind: Kind, one: Made) => Promise<unknown>) => {
  const kind = await kinds(token);
  return Promise.allSettled(made.map((one) => work(kind, one)));
};
const inject = (operationId: string, fault: FaultOrder["fault"]) =>
  cloud.simulator.admin.inject({ operationId, fault });
const requests = (operationId: string) =>
  cloud.simulator.requests().filter((request) => request.operationId === operationId);
const bodies = (operationId: string) => requests(operationId).map(({ body }) => body as Record<string, unknown[]>);
const sizes = (operationId: string) => bodies(operationId).map((body) => Object.values(body)[0]?.length);
const objects = (kind: "databases" | "databaseUsers") =>
  cloud.simulator.admin.objects().huawei[kind] as { name: string; host: string; databases: object[] }[];
const named = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort();
const busy = () => cloud.simulator.requests().filter(({ status, method }) => method !== "GET" && (status ?? 0) >= 400);

describe("databases that are created in one update", () => {
  it("are one call for every 50, and one for every 50 when they are deleted", async () => {
    const made = await createAll(
      "Database",
      names(60).map((name) => ({ name })),
    );

    expect(named(objects("databases"))).toEqual(names(60).sort());
    expect(sizes("createDatabases")).toEqual([50, 10]);
    await eachOf(made, "Database", (kind, one) => kind.delete(one));
    expect(sizes("deleteDatabases")).toEqual([50, 10]);
    expect(objects("databases")).toEqual([]);
    expect(busy()).toEqual([]);
  });

  it("are listed by one call in a refresh, page by page", async () => {
    const made = await createAll(
      "Database",
      names(101).map((name) => ({ name })),
    );
    const before = requests("listDatabases").length;

    const seen = await eachOf(made, "Database", (kind, one) => kind.refresh(one));

    expect(seen.map((one) => one.status === "fulfilled" && (one.value as Made).id)).toEqual(made.map(({ id }) => id));
    expect(requests("listDatabases").length - before).toBe(2);
  });

  it("fail for those alone that the cloud refuses", async () => {
    const kind = await kinds("Database");
    const wishes = [{ name: "shop" }, { name: "mysql" }, { name: "ledger" }];

    const made = await Promise.allSettled(
      wishes.map((args) => kind.create(args.name, { instanceId: instance.id, ...args })),
    );

    expect(made.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(String((made[1] as PromiseRejectedResult).reason.message)).toContain("DBS.200826");
    expect(named(objects("databases"))).toEqual(["ledger", "shop"]);
  });

  it("end each for itself when the job fails half way", async () => {
    inject("createDatabases", { kind: "jobFails", reason: "no space", made: 2 });
    const kind = await kinds("Database");

    const made = await Promise.allSettled(
      names(4).map((name) => kind.create(name, { instanceId: instance.id, name, comment: name })),
    );

    expect(made.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
    // What is gone is no unfinished object: the next update creates it.
    for (const one of made.slice(2)) expect(one.status === "rejected" && one.reason).not.toHaveProperty("id");
    expect(requests("createDatabases")).toHaveLength(1);
  });

  it("are all found when the answer to their call is lost", async () => {
    inject("createDatabases", { kind: "reset", when: "after" });

    const made = await createAll(
      "Database",
      names(3).map((name) => ({ name })),
    );

    expect(requests("createDatabases")).toHaveLength(1);
    expect(made.map(({ id }) => id)).toEqual(names(3).map((name) => `${instance.id}/${name}`));
  });

  it("are all deleted though somebody has deleted one of them at that moment", async () => {
    const made = await createAll(
      "Database",
      names(3).map((name) => ({ name })),
    );
    inject("deleteDatabases", {
      kind: "answer",
      status: 400,
      body: { error_code: "DBS.200823", error_msg: "The database does not exist." },
    });

    const ended = await eachOf(made, "Database", (kind, one) => kind.delete(one));

    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    expect(objects("databases")).toEqual([]);
  });

  it("keep the name that the program gives them where the instance keeps no capitals", async () => {
    const [made] = (await createAll("Database", [{ name: "Shop", comment: "Before" }])) as [Made];
    const kind = await kinds("Database");

    expect(named(objects("databases"))).toEqual(["shop"]);
    expect(made.id).toBe(`${instance.id}/Shop`);
    expect((await kind.refresh(made)).outputs).toMatchObject({ name: "Shop", comment: "Before" });
    await kind.update(made, { instanceId: instance.id, name: "Shop", comment: "After" });
    await kind.delete(made);
    expect(objects("databases")).toEqual([]);
  });
});

describe("database users that change in one update", () => {
  it("are created, changed and deleted by one call each", async () => {
    const users = names(12).map((name) => ({ name, password, comment: name }));
    const made = await createAll("DatabaseUser", users);

    const changed = { instanceId: instance.id, password: "Changed_1234", comment: "After" };
    await eachOf(made, "DatabaseUser", (kind, one) => kind.update(one, { ...one.inputs, ...changed }));
    await eachOf(made, "DatabaseUser", (kind, one) => kind.delete(one));

    const calls = ["createDatabaseUsers", "updateDatabaseUserPasswords", "updateDatabaseUserComments"];
    for (const operation of [...calls, "deleteDatabaseUsers"]) expect(sizes(operation), operation).toEqual([12]);
    expect(objects("databaseUsers")).toEqual([]);
    expect(busy()).toEqual([]);
  });

  it("are told apart by their hosts", async () => {
    const hosts = ["%", "10.0.0.1", "10.0.0.0/255.255.255.0"];
    const made = await createAll(
      "DatabaseUser",
      hosts.map((host) => ({ name: "app", host, password })),
    );

    await eachOf(made.slice(1, 2), "DatabaseUser", (kind, one) => kind.delete(one));

    expect(made.map(({ id }) => id)).toEqual(hosts.map((host) => `${instance.id}/app@${host}`));
    expect(objects("databaseUsers").map(({ host }) => host)).toEqual(["%", "10.0.0.0/255.255.255.0"]);
  });

  it("get their password set again when the answer to their creation is lost", async () => {
    inject("createDatabaseUsers", { kind: "reset", when: "after" });

    await createAll("DatabaseUser", [{ name: "app", password }]);

    expect(requests("createDatabaseUsers")).toHaveLength(1);
    expect(bodies("updateDatabaseUserPasswords")).toHaveLength(1);
  });
});

describe("privileges that are granted in one update", () => {
  it("are one call for all users, and one to revoke them", async () => {
    const all = names(8);
    await createAll(
      "Database",
      all.map((name) => ({ name })),
    );
    const users = await createAll(
      "DatabaseUser",
      all.map((name) => ({ name, password })),
    );
    const kind = await kinds("DatabasePrivilege");

    const made = await Promise.all(
      users.map(({ id }, index) =>
        kind.create(`p${index}`, { userId: id, databases: all.map((name) => ({ name, readonly: index % 2 === 0 })) }),
      ),
    );

    expect(sizes("grantDatabaseUserPrivileges")).toEqual([8]);
    expect(objects("databaseUsers").map(({ databases }) => databases.length)).toEqual(all.map(() => 8));
    await eachOf(made, "DatabasePrivilege", (kind, one) => kind.delete(one));
    expect(sizes("revokeDatabaseUserPrivileges")).toEqual([8]);
    expect(objects("databaseUsers").flatMap(({ databases }) => databases)).toEqual([]);
    expect(busy()).toEqual([]);
  });

  it("of one user in two resources do not touch each other", async () => {
    await createAll(
      "Database",
      names(2).map((name) => ({ name })),
    );
    const [user] = (await createAll("DatabaseUser", [{ name: "app", password }])) as [Made];
    const kind = await kinds("DatabasePrivilege");
    const [first, second] = (await Promise.all(
      names(2).map((name) => kind.create(name, { userId: user.id, databases: [{ name, readonly: true }] })),
    )) as [Made, Made];

    expect(bodies("grantDatabaseUserPrivileges")).toEqual([
      { users: [{ name: "app", host: "%", databases: names(2).map((name) => ({ name, readonly: true })) }] },
    ]);
    expect((await kind.preview(first, first.inputs)).changes).toBe(false);
    await eachOf([second], "DatabasePrivilege", (later, one) => later.delete(one));
    expect(objects("databaseUsers").flatMap(({ databases }) => databases)).toEqual([
      { name: "shop_0", readonly: true },
    ]);
  });

  it("fail for that user alone whose database there is not", async () => {
    await createAll("Database", [{ name: "shop" }]);
    const users = await createAll(
      "DatabaseUser",
      names(3).map((name) => ({ name, password })),
    );
    const kind = await kinds("DatabasePrivilege");

    const made = await Promise.allSettled(
      users.map(({ id }, index) =>
        kind.create(`p${index}`, { userId: id, databases: [{ name: index === 1 ? "none" : "shop", readonly: true }] }),
      ),
    );

    expect(made.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(
      String((made[1] as PromiseRejectedResult).reason.message ?? (made[1] as PromiseRejectedResult).reason.reasons),
    ).toContain("DBS.200823");
  });
});

describe("what nodes and logs of one instance are given in one update", () => {
  it("is one call for the throttling rules of all nodes, and one to delete them", async () => {
    const rules = [{ sqlType: "SELECT", patterns: [{ pattern: "select~from~orders", maxConcurrency: 2 }] }];

    const made = await createAll(
      "SqlThrottlingRules",
      instance.nodes.map((node) => ({ nodeId: node.id, rules })),
    );
    await eachOf(made, "SqlThrottlingRules", (kind, one) => kind.delete(one));

    expect(instance.nodes).toHaveLength(2);
    expect(sizes("setSqlThrottlingRules")).toEqual([2]);
    expect(sizes("deleteSqlThrottlingRules")).toEqual([2]);
    expect(cloud.simulator.admin.objects().huawei.sqlThrottlingRules).toEqual([]);
  });

  it("is one call for both kinds of logs, and one to stop sending them", async () => {
    const made = await createAll(
      "LtsLogConfiguration",
      ["error_log", "slow_log"].map((logType) => ({ logType, ltsGroupId: "g", ltsStreamId: logType })),
    );
    await eachOf(made, "LtsLogConfiguration", (kind, one) => kind.delete(one));

    expect(sizes("batchCreateLtsLogConfigs")).toEqual([2]);
    expect(sizes("batchDeleteLtsLogConfigs")).toEqual([2]);
    expect(cloud.simulator.admin.objects().huawei.ltsConfigs).toEqual([]);
  });
});
