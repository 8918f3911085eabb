import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, refusal, startCloud, type TestCloud } from "./cloud.ts";

const password = "Rds_1234";
const app = { name: "app", host: "10.0.0.1" };

let cloud: TestCloud;
let instance: InstanceView;
let path: string;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
  path = `/v3/instances/${instance.id}`;
});

afterAll(() => cloud.simulator.close());

const createDatabases = (...names: string[]) =>
  cloud.finish("POST", `${path}/databases`, {
    databases: names.map((name) => ({ name, character_set: "utf8mb4" })),
  });
const createUser = (user: object = {}) =>
  cloud.finish("POST", `${path}/db-users`, { users: [{ name: app.name, password, hosts: [app.host], ...user }] });
const databases = async (query = "") => (await cloud.send("GET", `${path}/databases${query}`)).body;
const users = async (query = "") => (await cloud.send("GET", `${path}/db-users${query}`)).body;

describe("databases", () => {
  it("exist when their job is done, with their users, and are listed without those of the system", async () => {
    await createUser();
    const made = await cloud.send("POST", `${path}/databases`, {
      databases: [
        { name: "orders", character_set: "gbk", comment: "of the shop", users: [{ ...app, readonly: true }] },
        { name: "stock", character_set: "utf8" },
      ],
    });
    const early = await databases();
    cloud.advance(60);

    expect(made).toMatchObject({ status: 201, body: { job_id: expect.any(String) } });
    expect(early).toEqual({ databases: [], total_count: 0 });
    expect(await databases()).toEqual({
      databases: [
        { name: "orders", charset: "gbk", comment: "of the shop", users: [{ ...app, readonly: true }] },
        { name: "stock", charset: "utf8", comment: "", users: [] },
      ],
      total_count: 2,
    });
    expect(await databases("?limit=1&offset=1")).toMatchObject({ databases: [{ name: "stock" }], total_count: 2 });
    expect(await databases("?name=orders")).toMatchObject({ databases: [{ name: "orders" }], total_count: 1 });
    expect(await databases("?charset=utf8")).toMatchObject({ databases: [{ name: "stock" }], total_count: 1 });
  });

  it("have one of the character sets that the instance offers", async () => {
    const offered = await cloud.send("GET", `${path}/databases/charsets`);
    const made = await cloud.send("POST", `${path}/databases`, {
      databases: [{ name: "orders", character_set: "utf16" }],
    });

    expect(offered.body).toEqual({ charsets: ["utf8mb4", "utf8", "latin1", "gbk"] });
    expect(made).toMatchObject(refusal(400, "DBS.05000037"));
    expect(made.body.error_msg).toContain("utf8mb4,utf8,latin1,gbk");
  });

  it.each([
    ["a name that exists", [{ name: "Orders", character_set: "gbk" }], refusal(409, "DBS.200826")],
    ["a name of the system", [{ name: "mysql", character_set: "gbk" }], refusal(409, "DBS.200826")],
    [
      "a user that does not exist",
      [{ name: "stock", character_set: "gbk", users: [{ ...app, readonly: true }] }],
      refusal(400, "DBS.200824"),
    ],
    [
      "a name twice",
      [
        { name: "stock", character_set: "gbk" },
        { name: "stock", character_set: "gbk" },
      ],
      refusal(400, "DBS.05000044"),
    ],
    ["no database", [], refusal(400, "DBS.05000018")],
  ])("are not created with %s", async (_, list, expected) => {
    await createDatabases("orders");

    expect(await cloud.send("POST", `${path}/databases`, { databases: list })).toMatchObject(expected);
  });

  it("are called as asked where names are case-sensitive, and in lower case elsewhere", async () => {
    const sensitive = await cloud.createInstance({ name: "sensitive", lower_case_table_names: 0 });
    await createDatabases("Orders");
    path = `/v3/instances/${sensitive.id}`;
    await createDatabases("Orders", "orders");

    expect(await databases()).toMatchObject({ databases: [{ name: "Orders" }, { name: "orders" }] });
    path = `/v3/instances/${instance.id}`;
    expect(await databases()).toMatchObject({ databases: [{ name: "orders" }] });
  });

  it("get another comment, and are deleted with what users may do with them", async () => {
    await createDatabases("orders", "stock");
    await createUser({ databases: [{ name: "orders", readonly: false }] });
    const comment = (name: string) =>
      cloud.send("PUT", `${path}/databases/comment`, { databases: [{ name, comment: "of the shop" }] });
    const remove = (name: string) => cloud.send("DELETE", `${path}/databases`, { databases: [name] });

    expect(await comment("orders")).toMatchObject({ status: 202 });
    cloud.advance(60);
    expect(await databases("?name=orders")).toMatchObject({ databases: [{ comment: "of the shop" }] });
    expect(await remove("orders")).toMatchObject({ status: 202 });
    cloud.advance(60);
    expect(await databases()).toMatchObject({ databases: [{ name: "stock" }], total_count: 1 });
    expect(await users()).toMatchObject({ users: [{ ...app, databases: [] }] });
    expect(await comment("orders")).toMatchObject(refusal(400, "DBS.200823"));
    expect(await remove("orders")).toMatchObject(refusal(400, "DBS.200823"));
    expect(await remove("mysql")).toMatchObject(refusal(400, "DBS.05000091"));
  });

  it("are refused in general terms just after read replicas were added", async () => {
    await cloud.send("POST", `${path}/nodes/enlarge`, { priorities: [1] });
    cloud.advance(7 * 60);
    const body = { databases: [{ name: "orders", character_set: "gbk" }] };

    const early = await cloud.send("POST", `${path}/databases`, body);
    cloud.advance(10);

    expect(early).toMatchObject(refusal(400, "DBS.200001"));
    expect(await cloud.send("POST", `${path}/databases`, body)).toMatchObject({ status: 201 });
  });

  it("change one request at a time, which the cloud says with a code of its own", async () => {
    const body = (name: string) => ({ databases: [{ name, character_set: "gbk" }] });
    await cloud.send("POST", `${path}/databases`, body("orders"));

    const second = await cloud.send("POST", `${path}/databases`, body("stock"));
    const user = await cloud.send("POST", `${path}/db-users`, { users: [{ name: "app", password }] });

    expect(second).toMatchObject(refusal(409, "DBS.200047"));
    expect(user).toMatchObject(refusal(409, "DBS.200047"));
  });

  it("can be made in part by a job that fails", async () => {
    cloud.simulator.admin.inject({
      operationId: "createDatabases",
      fault: { kind: "jobFails", reason: "No space.", made: 1 },
    });

    await createDatabases("orders", "stock");

    expect(await databases()).toMatchObject({ databases: [{ name: "orders" }], total_count: 1 });
  });
});

describe("database users", () => {
  it("are one account for each host, and any host without one", async () => {
    await createUser({ hosts: ["10.0.0.1", "10.0.1.%"], comment: "of the shop" });
    await createUser({ name: "reports", hosts: undefined });

    expect(await users()).toEqual({
      users: [
        { name: "app", host: "10.0.0.1", comment: "of the shop", databases: [] },
        { name: "app", host: "10.0.1.%", comment: "of the shop", databases: [] },
        { name: "reports", host: "%", comment: "", databases: [] },
      ],
      total_count: 3,
    });
    expect(await users("?offset=2")).toMatchObject({ users: [{ name: "reports" }], total_count: 3 });
  });

  it.each([
    ["a built-in name", { name: "root" }, refusal(409, "DBS.200828")],
    ["an account that exists", {}, refusal(409, "DBS.05000097")],
    ["a weak password", { name: "reports", password: "rds12345" }, refusal(400, "DBS.280203")],
    ["their name as the password", { name: "Reports1", password: "Reports1" }, refusal(400, "DBS.05000006")],
    ["their name backwards as the password", { name: "Reports1", password: "1stropeR" }, refusal(400, "DBS.05000007")],
    ["several hosts in one text", { hosts: ["10.0.0.1,10.0.0.2"] }, refusal(400, "DBS.05000044")],
    [
      "a database that does not exist",
      { name: "reports", databases: [{ name: "orders", readonly: true }] },
      refusal(400, "DBS.200823"),
    ],
  ])("are not created with %s", async (_, body, expected) => {
    await createUser();

    const users = [{ name: app.name, password, hosts: [app.host], ...body }];
    expect(await cloud.send("POST", `${path}/db-users`, { users })).toMatchObject(expected);
  });

  it("get another comment and password, and are deleted, by name and host together", async () => {
    await createUser({ hosts: [app.host, "%"] });
    const put = (what: string, user: object) => cloud.send("PUT", `${path}/db-users/${what}`, { users: [user] });

    expect(await put("comment", { ...app, comment: "of the shop" })).toMatchObject({ status: 202 });
    cloud.advance(60);
    expect(await put("password", { ...app, password: "Rds_12345" })).toMatchObject({ status: 202 });
    cloud.advance(60);
    expect(await users()).toMatchObject({
      users: [{ ...app, comment: "of the shop" }, { comment: "" }],
    });
    await cloud.finish("DELETE", `${path}/db-users`, { users: [app] });
    expect(await users()).toMatchObject({ users: [{ name: "app", host: "%" }], total_count: 1 });
    expect(await put("comment", { ...app, comment: "" })).toMatchObject(refusal(400, "DBS.200824"));
    expect(await put("password", { ...app, password })).toMatchObject(refusal(400, "DBS.200824"));
    expect(await cloud.send("DELETE", `${path}/db-users`, { users: [app] })).toMatchObject(refusal(400, "DBS.200824"));
    expect(await cloud.send("DELETE", `${path}/db-users`, { users: [{ name: "root", host: "%" }] })).toMatchObject(
      refusal(400, "DBS.05000091"),
    );
  });

  it("are granted databases, and keep an old privilege until it is revoked", async () => {
    await createDatabases("orders", "stock");
    await createUser({ databases: [{ name: "orders", readonly: true }] });
    const grant = (...databases: object[]) =>
      cloud.finish("POST", `${path}/db-users/privilege`, { users: [{ ...app, databases }] });
    const revoke = (...databases: string[]) =>
      cloud.send("DELETE", `${path}/db-users/privilege`, { users: [{ ...app, databases }] });

    await grant({ name: "orders", readonly: false }, { name: "stock", readonly: false });
    const kept = await users();
    await revoke("orders");
    cloud.advance(60);
    await grant({ name: "orders", readonly: false });

    expect(kept).toMatchObject({
      users: [
        {
          databases: [
            { name: "orders", readonly: true },
            { name: "stock", readonly: false },
          ],
        },
      ],
    });
    expect(await users()).toMatchObject({
      users: [
        {
          databases: [
            { name: "stock", readonly: false },
            { name: "orders", readonly: false },
          ],
        },
      ],
    });
    expect(await revoke("other")).toMatchObject(refusal(400, "DBS.200823"));
  });

  it("are granted nothing in the first moments", async () => {
    await createDatabases("orders");
    await cloud.send("POST", `${path}/db-users`, { users: [{ name: app.name, password, hosts: [app.host] }] });
    cloud.advance(10);
    const grant = () =>
      cloud.send("POST", `${path}/db-users/privilege`, {
        users: [{ ...app, databases: [{ name: "orders", readonly: true }] }],
      });

    const early = await grant();
    cloud.advance(5);

    expect(early).toMatchObject(refusal(500, "DBS.200821"));
    expect(await grant()).toMatchObject({ status: 201 });
  });

  it("and databases are found by their names for what somebody does by hand, and go with their instance", async () => {
    const { admin } = cloud.simulator;
    await createDatabases("orders", "stock");
    await createUser({ hosts: ["%", app.host] });

    admin.change("huawei", "databaseUsers", "app@%", { comment: "by hand" });
    admin.remove("huawei", "databaseUsers", encodeURIComponent("app@10.0.0.1"));
    admin.remove("huawei", "databases", "orders");

    expect(await users()).toMatchObject({ users: [{ host: "%", comment: "by hand" }], total_count: 1 });
    expect(await databases()).toMatchObject({ databases: [{ name: "stock" }], total_count: 1 });
    expect(() => admin.remove("huawei", "databases", "orders")).toThrow(RangeError);
    await cloud.finish("DELETE", path);
    expect(admin.objects().huawei).toMatchObject({ databases: [], databaseUsers: [] });
  });
});
