import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal, startCloud, type TestCloud } from "../cloud.ts";
import { clickHouseBody, createHtap, starRocksBody } from "./htap.ts";

const success = { status: 200, body: { result: "SUCCESS" } };
const userBody = { user_name: "reader", password: "Rds_1234", databases: ["orders"] };

let cloud: TestCloud;
let id: string;

beforeAll(async () => {
  cloud = await startCloud();
});

afterAll(() => cloud.simulator.close());

describe.each([
  { engine: "starrocks", body: starRocksBody },
  { engine: "clickhouse", body: clickHouseBody },
])("the users of a $engine instance", ({ engine, body }) => {
  beforeEach(async () => {
    cloud.simulator.admin.reset();
    const { id: parent } = await cloud.createInstance();
    id = await createHtap(cloud, parent, body);
  });

  const users = (path = "") => `/v3/instances/${id}/${engine}/users${path}`;
  const list = async (query = "") => (await cloud.send("GET", users(`?limit=10&offset=0${query}`))).body;
  const create = (changes: object = {}) => cloud.send("POST", users(), { ...userBody, ...changes });
  const setPassword = (changes: object) => cloud.send("PUT", users("/password"), { ...userBodyOf(changes) });
  const setPermission = (changes: object) =>
    cloud.send("PUT", users("/permission"), { user_name: "reader", databases: ["*"], dml: 2, ...changes });
  const remove = (name: string) =>
    cloud.send("DELETE", engine === "starrocks" ? users(`?user_name=${name}`) : users(`/${name}`));

  function userBodyOf(changes: object) {
    return { user_name: "reader", password: "Other_1234", ...changes };
  }

  it("begin with root and are created at once, without a job", async () => {
    const before = await list();
    const reply = await create();

    expect(before).toEqual({
      user_details: [{ user_name: "root", databases: ["*"], dml: 2, ddl: 0 }],
      total_count: 1,
    });
    expect(reply).toMatchObject(success);
    expect(await list()).toMatchObject({
      user_details: [{ user_name: "root" }, { user_name: "reader", databases: ["orders"], dml: 2, ddl: 0 }],
      total_count: 2,
    });
  });

  it("are found by a part of their name, and page by page", async () => {
    await create();
    await create({ user_name: "reader_two" });

    expect(await list("&user_name=reader")).toMatchObject({ total_count: 2 });
    expect((await cloud.send("GET", users("?limit=1&offset=2"))).body).toMatchObject({
      user_details: [{ user_name: "reader_two" }],
      total_count: 3,
    });
  });

  it("are refused under a name that exists, and with a password that is their name, also reversed", async () => {
    await create();

    expect(await create()).toMatchObject(refusal(409, "DBS.200827"));
    expect(await create({ user_name: "root" })).toMatchObject({ status: 409, body: { error_code: "DBS.200828" } });
    expect(await create({ user_name: "reader_1", password: "reader_1" })).toMatchObject(refusal(400, "DBS.05000006"));
    expect(await create({ user_name: "reader_1", password: "1_redaer" })).toMatchObject(refusal(400, "DBS.05000007"));
    expect(await create({ user_name: "Reader" })).toMatchObject({ status: 400 });
    expect(await create({ user_name: "other", password: "weak" })).toMatchObject({ status: 400 });
  });

  it("change their password, and so does root", async () => {
    await create();

    const replies = [await setPassword({}), await setPassword({ user_name: "root" })];
    const [instance] = cloud.simulator.admin.objects().huawei.htapInstances ?? [];

    expect(replies).toMatchObject([success, success]);
    expect(cloud.simulator.admin.objects().huawei.htapUsers).toMatchObject([{ password_changes: 1 }]);
    expect(instance).toMatchObject({ password_changes: 1 });
  });

  it("change what they may do, which replaces the databases", async () => {
    await create();

    const reply = await setPermission({ databases: ["sales"], dml: 1 });

    expect(reply).toMatchObject(success);
    expect(await list("&user_name=reader")).toMatchObject({
      user_details: [{ databases: ["sales"], dml: 1, ddl: 0 }],
    });
  });

  it("are deleted, and after that unknown to every change", async () => {
    await create();

    const reply = await remove("reader");

    expect(reply).toMatchObject(success);
    expect(await remove("reader")).toMatchObject(refusal(400, "DBS.200076"));
    expect(await setPassword({})).toMatchObject(refusal(400, "DBS.200076"));
    expect(await setPermission({})).toMatchObject(refusal(400, "DBS.200076"));
  });

  it("keep root, whose permissions nobody changes", async () => {
    expect(await remove("root")).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await setPermission({ user_name: "root" })).toMatchObject(refusal(400, "DBS.05000091"));
  });

  it("cannot be changed while the instance is busy, but read", async () => {
    await cloud.send("PUT", `/v3/instances/${id}/${engine}/restart`);

    expect(await create()).toMatchObject(refusal(409, "DBS.200019"));
    expect(await setPassword({ user_name: "root" })).toMatchObject(refusal(409, "DBS.200019"));
    expect(await list()).toMatchObject({ total_count: 1 });
  });

  it("are hidden when the instance does not exist", async () => {
    id = `${"0".repeat(32)}in17`;

    expect(await create()).toMatchObject(refusal(403, "DBS.200044"));
    expect(await cloud.send("GET", users("?limit=10&offset=0"))).toMatchObject(refusal(403, "DBS.200044"));
  });

  it("change and disappear behind the client's back, by their name", async () => {
    await create();
    const { admin } = cloud.simulator;

    admin.change("huawei", "htapUsers", "reader", { databases: ["sales"] });
    const changed = await list("&user_name=reader");
    admin.remove("huawei", "htapUsers", "reader");

    expect(changed).toMatchObject({ user_details: [{ databases: ["sales"] }] });
    expect(await list()).toMatchObject({ total_count: 1 });
  });
});

it("leaves what a change of a StarRocks user does not name as it is", async () => {
  cloud.simulator.admin.reset();
  const { id: parent } = await cloud.createInstance();
  id = await createHtap(cloud, parent, starRocksBody);
  const path = `/v3/instances/${id}/starrocks/users`;
  await cloud.send("POST", path, { ...userBody, dml: 3, ddl: 1 });

  await cloud.send("PUT", `${path}/permission`, { user_name: "reader", ddl: 0 });

  expect((await cloud.send("GET", `${path}?limit=10&offset=1`)).body).toMatchObject({
    user_details: [{ user_name: "reader", databases: ["orders"], dml: 3, ddl: 0 }],
  });
});
