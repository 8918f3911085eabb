import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, refusal, startCloud, type TestCloud } from "./cloud.ts";

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

describe("backups", () => {
  it("are made one at a time and not beside another change", async () => {
    const body = { instance_id: instance.id, name: "backup-1", description: "before the release" };

    const made = await cloud.send<{ backup: { id: string } }>("POST", "/v3/backups/create", body);
    const second = await cloud.send("POST", "/v3/backups/create", body);
    const early = await cloud.send("DELETE", `/v3/backups/${made.body.backup.id}`);
    cloud.advance(200);
    await cloud.send("PUT", `${path}/port`, { port: 3307 });
    const beside = await cloud.send("POST", "/v3/backups/create", body);

    expect(made).toMatchObject({ status: 201, body: { backup: { status: "BUILDING", type: "manual" } } });
    expect(second).toMatchObject(refusal(409, "DBS.201205"));
    expect(early).toMatchObject(refusal(400, "DBS.201208"));
    expect(beside).toMatchObject(refusal(409, "DBS.201202"));
  });

  it("are found by id, kind and instance, and deleted when they are manual", async () => {
    const made = await cloud.finish<{ backup: { id: string } }>("POST", "/v3/backups/create", {
      instance_id: instance.id,
      name: "backup-1",
    });
    const { id } = made.body.backup;

    const found = await cloud.send("GET", `/v3/backups?backup_id=${id}`);
    const automatic = await cloud.send<{ backups: { id: string }[] }>(
      "GET",
      `/v3/backups?instance_id=${instance.id}&backup_type=auto`,
    );
    const deleted = await cloud.send("DELETE", `/v3/backups/${id}`);

    expect(found.body).toMatchObject({ total_count: 1, backups: [{ status: "COMPLETED", take_up_time: 3 }] });
    expect(automatic.body.backups).toHaveLength(1);
    expect(await cloud.send("DELETE", `/v3/backups/${automatic.body.backups[0]?.id}`)).toMatchObject(
      refusal(400, "DBS.201208"),
    );
    expect(deleted.body).toEqual({ backup_id: id, backup_name: "backup-1" });
    expect(await cloud.send("DELETE", `/v3/backups/${id}`)).toMatchObject(refusal(404, "DBS.201010"));
  });

  it("follow a policy that is only replaced as a whole", async () => {
    const partial = await cloud.send("PUT", `${path}/backups/policy/update`, {
      backup_policy: { start_time: "19:00-20:00", keep_days: 9 },
    });
    const whole = await cloud.send("PUT", `${path}/backups/policy/update`, {
      backup_policy: { start_time: "19:00-20:00", keep_days: 9, period: "1,2" },
    });
    const read = await cloud.send("GET", `${path}/backups/policy`);

    expect(partial.status).toBe(400);
    expect(whole).toMatchObject({ status: 200, body: { status: "COMPLETED" } });
    expect(read.body).toEqual({ backup_policy: { start_time: "19:00-20:00", keep_days: 9, period: "1,2" } });
  });
});

describe("tags", () => {
  it("are added, overwritten by key, and deleted by key or by key and value", async () => {
    const act = (action: string, tags: object[]) => cloud.send("POST", `${path}/tags/action`, { action, tags });

    await act("create", [
      { key: "team", value: "shop" },
      { key: "stage", value: "test" },
    ]);
    await act("create", [{ key: "stage", value: "production" }]);
    await act("delete", [{ key: "stage", value: "test" }, { key: "team" }]);
    const left = await cloud.send("GET", `${path}/tags`);
    const project = await cloud.send("GET", "/v3/tags");

    expect(left.body).toEqual({ total_count: 1, tags: [{ key: "stage", value: "production" }] });
    expect(project.body).toEqual({ total_count: 1, tags: [{ key: "stage", values: ["production"] }] });
  });

  it("find instances, all that are named at once", async () => {
    await cloud.createInstance({ name: "tagged", tags: [{ key: "team", value: "shop" }] });

    const found = await cloud.send("GET", "/v3.1/instances?tags=team=shop");
    const none = await cloud.send("GET", "/v3.1/instances?tags=team=shop,stage=test");

    expect(found.body).toMatchObject({ total_count: 1, instances: [{ name: "tagged" }] });
    expect(none.body).toMatchObject({ total_count: 0 });
  });
});
