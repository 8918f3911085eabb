import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, instanceBody, refusal, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(() => cloud.simulator.admin.reset());

afterAll(() => cloud.simulator.close());

describe("creation of an instance", () => {
  it("runs as a job that is unknown at first, completes after about fifteen minutes and is forgotten in a month", async () => {
    const created = await cloud.send("POST", "/v3/instances", instanceBody);
    const job = `/v3/jobs?id=${created.body.job_id}`;

    const atOnce = await cloud.send("GET", job);
    cloud.advance(10);
    const soon = await cloud.send("GET", job);
    cloud.advance(900);
    const later = await cloud.send("GET", job);
    cloud.advance(30 * 24 * 3600);
    const afterAMonth = await cloud.send("GET", job);

    expect(created).toMatchObject({ status: 201, body: { instance: { status: "BUILD", port: "3306" } } });
    expect(atOnce).toMatchObject(refusal(400, "DBS.200543"));
    expect(soon.body).toMatchObject({ job: { name: "CreateGaussDBforMySQLInstance", status: "Running" } });
    expect(later.body).toMatchObject({ job: { status: "Completed", process: "" } });
    expect(afterAMonth).toMatchObject(refusal(400, "DBS.200543"));
  });

  it("leaves the instance busy with its first backup, which the reads do not show", async () => {
    const created = await cloud.send<{ instance: { id: string } }>("POST", "/v3/instances", instanceBody);
    const path = `/instances/${created.body.instance.id}`;
    cloud.advance(901);

    const seen = await cloud.send("GET", `/v3.1${path}`);
    const refused = await cloud.send("PUT", `/v3${path}/port`, { port: 3307 });
    cloud.advance(120);
    const accepted = await cloud.send("PUT", `/v3${path}/port`, { port: 3307 });

    expect(seen.body).toMatchObject({ instance: { status: "normal" } });
    expect(refused).toMatchObject(refusal(409, "DBS.200019"));
    expect(accepted.status).toBe(200);
  });

  it("returns several numbers as strings and the engine under another name, as the live service does", async () => {
    const { id } = await cloud.createInstance();

    const detail = await cloud.send("GET", `/v3.1/instances/${id}`);
    const list = await cloud.send("GET", `/v3.1/instances?id=${id}`);

    expect(detail.body).toMatchObject({
      instance: {
        port: "3306",
        public_ips: "",
        backup_strategy: { keep_days: "7" },
        datastore: { type: "GaussDB(for MySQL)", version: "8.0.22" },
        nodes: [{ priority: 1, vcpus: "4" }, { need_restart: false }],
      },
    });
    expect(list.body).toMatchObject({ total_count: 1, instances: [{ port: "3306", public_ips: [] }] });
  });

  it("is refused for a name that exists, an unknown template, flavor, zone, region, or a weak password", async () => {
    await cloud.createInstance();
    const create = (body: object) => cloud.send("POST", "/v3/instances", { ...instanceBody, name: "another", ...body });

    expect(await create({ name: "orders" })).toMatchObject(refusal(409, "DBS.200022"));
    expect(await create({ configuration_id: "none" })).toMatchObject(refusal(404, "DBS.212001"));
    expect(await create({ flavor_ref: "gaussdb.mysql.tiny" })).toMatchObject(refusal(400, "DBS.200054"));
    expect(await create({ master_availability_zone: "moon-1a" })).toMatchObject(refusal(400, "DBS.05000086"));
    expect(await create({ region: "cn-north-4" })).toMatchObject(refusal(400, "DBS.200024"));
    expect(await create({ password: "onlyletters" })).toMatchObject(refusal(400, "DBS.280203"));
    expect(await create({ slave_count: 0 })).toMatchObject(refusal(400, "DBS.05000089"));
    expect(await create({ vpc_id: "my-vpc" })).toMatchObject(refusal(400, "DBS.200048"));
    expect(await create({ datastore: { type: "gaussdb-mysql", version: "5.7" } })).toMatchObject(
      refusal(400, "DBS.200041"),
    );
  });

  it("is refused for a field that the document does not have, at any depth, without repeating a value", async () => {
    const body = { ...instanceBody, datastore: { ...instanceBody.datastore, versoin: "hush-hush" } };

    const refused = await cloud.send("POST", "/v3/instances", body);

    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).not.toContain("hush-hush");
  });

  it("is refused in a zone where the flavor is sold out", async () => {
    const flavor_ref = "gaussdb.mysql.16xlarge.arm.4";
    const master_availability_zone = `${instanceBody.region}c`;

    const refused = await cloud.send("POST", "/v3/instances", {
      ...instanceBody,
      flavor_ref,
      master_availability_zone,
    });

    expect(refused).toMatchObject(refusal(400, "DBS.280450"));
  });

  it("goes through an order when it is paid by the month, and waits for payment unless that is automatic", async () => {
    const charge_info = { charge_mode: "prePaid", period_type: "month", period_num: 1, is_auto_pay: "false" };

    const created = await cloud.send<{ order_id: string; instance: { id: string } }>("POST", "/v3/instances", {
      ...instanceBody,
      charge_info,
      volume: { size: "40" },
    });
    cloud.advance(7200);
    const unpaid = await cloud.send("GET", `/v3.1/instances/${created.body.instance.id}`);
    const order = await cloud.send("POST", `/v3/instances/${created.body.instance.id}/volume/extend`, { size: 50 });
    cloud.simulator.admin.change("huawei", "orders", created.body.order_id, { status: "paid" });
    cloud.advance(7200);
    const paid = await cloud.send("GET", `/v3.1/instances/${created.body.instance.id}`);

    expect(created.body).not.toHaveProperty("job_id");
    expect(unpaid.body).toMatchObject({ instance: { status: "creating" } });
    expect(order).toMatchObject(refusal(400, "DBS.280505"));
    expect(paid.body).toMatchObject({ instance: { status: "normal", nodes: [{ volume: { size: 40 } }, {}] } });
  });

  it("restores from a completed backup of the source and refuses a backup of another instance", async () => {
    const source = await cloud.createInstance();
    const other = await cloud.createInstance({ name: "other" });
    const made = await cloud.finish<{ backup: { id: string } }>("POST", "/v3/backups/create", {
      instance_id: source.id,
      name: "before",
    });
    const restore = (name: string, source_instance_id: string) => {
      const restore_point = { source_instance_id, backup_id: made.body.backup.id, type: "backup" };
      return cloud.send("POST", "/v3/instances", { ...instanceBody, name, restore_point });
    };

    expect((await restore("restored", source.id)).status).toBe(201);
    expect(await restore("mixed-up", other.id)).toMatchObject(refusal(400, "DBS.201203"));
  });
});

describe("changes of an instance", () => {
  let instance: InstanceView;
  let path: string;

  beforeEach(async () => {
    instance = await cloud.createInstance();
    path = `/v3/instances/${instance.id}`;
  });

  it("exclude each other while a job runs", async () => {
    const first = await cloud.send("PUT", `${path}/ssl-option`, { ssl_option: false });
    const others = [
      await cloud.send("PUT", `${path}/alias`, { alias: "shop" }),
      await cloud.send("POST", `${path}/restart`, {}),
      await cloud.send("POST", `${path}/proxy`, { flavor_ref: "gaussdb.proxy.large.x86.2", node_num: 2 }),
      await cloud.send("DELETE", path),
    ];

    expect(first.status).toBe(200);
    for (const other of others) expect(other).toMatchObject(refusal(409, "DBS.200019"));
  });

  it("rename the nodes too, unless told not to", async () => {
    await cloud.finish("PUT", `${path}/name`, { name: "shop" });
    const withNodes = await cloud.getInstance(instance.id);
    await cloud.finish("PUT", `${path}/name`, { name: "market", is_modify_node_name: "false" });
    const withoutNodes = await cloud.getInstance(instance.id);

    const namesOf = ({ nodes }: InstanceView) => nodes.map(({ name }) => name).sort();
    expect(namesOf(withNodes)).toEqual(["shop_node01", "shop_node02"]);
    expect(withoutNodes.name).toBe("market");
    expect(namesOf(withoutNodes)).toEqual(namesOf(withNodes));
  });

  it("set flavor, port, address, security group, remark, window, elastic IP and backup policy", async () => {
    await cloud.finish("POST", `${path}/action`, { resize_flavor: { spec_code: "gaussdb.mysql.2xlarge.x86.4" } });
    await cloud.finish("PUT", `${path}/port`, { port: 3307 });
    await cloud.finish("PUT", `${path}/internal-ip`, { internal_ip: "192.168.9.9" });
    await cloud.finish("PUT", `${path}/security-group`, { security_group_id: "054f55b5-946e-4761-a1e3-3be6892827c1" });
    await cloud.finish("PUT", `${path}/alias`, { alias: "shop" });
    await cloud.finish("PUT", `${path}/ops-window`, { start_time: "22:00", end_time: "02:00" });
    await cloud.finish("PUT", `${path}/public-ips/bind`, { public_ip: "10.1.2.3", public_ip_id: "eip-1" });
    await cloud.finish("PUT", `${path}/backups/policy/update`, {
      backup_policy: { start_time: "19:00-20:00", keep_days: 9, period: "1,3" },
    });

    const eip = await cloud.send("GET", `${path}/eip`);

    expect(await cloud.getInstance(instance.id)).toMatchObject({
      port: "3307",
      private_write_ips: ["192.168.9.9"],
      security_group_id: "054f55b5-946e-4761-a1e3-3be6892827c1",
      alias: "shop",
      maintenance_window: "22:00-02:00",
      public_ips: "10.1.2.3",
      backup_strategy: { start_time: "19:00-20:00", keep_days: "9" },
      nodes: [{ flavor_ref: "gaussdb.mysql.2xlarge.x86.4", vcpus: "8" }, {}],
    });
    expect(eip.body).toMatchObject({ id: "eip-1", public_ip_address: "10.1.2.3" });
  });

  it("refuse a dedicated flavor's change to a general one and the growth of a pay-per-use volume", async () => {
    const general = { resize_flavor: { spec_code: "gaussdb.mysql.xlarge.x86.normal.4" } };

    expect(await cloud.send("POST", `${path}/action`, general)).toMatchObject(refusal(400, "DBS.05000014"));
    expect(await cloud.send("POST", `${path}/volume/extend`, { size: 50 })).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await cloud.send("PUT", `${path}/port`, { port: 20201 })).toMatchObject(refusal(400, "DBS.280364"));
  });

  it("keep a delayed restart pending until the maintenance window opens, and run beside others until then", async () => {
    const atNoon = await startCloud({ start: new Date("2026-03-01T12:00:00Z") });
    const { id } = await atNoon.createInstance();

    const delayed = await atNoon.send("POST", `/v3/instances/${id}/restart`, { delay: true });
    await atNoon.finish("PUT", `/v3/instances/${id}/port`, { port: 3307 });
    const before = await atNoon.send("GET", `/v3/jobs?id=${delayed.body.job_id}`);
    const immediate = await atNoon.send("GET", "/v3/immediate-jobs?job_name=RebootGaussDBforMySQLInstance");
    atNoon.advance(6 * 3600);
    const after = await atNoon.send("GET", `/v3/jobs?id=${delayed.body.job_id}`);
    await atNoon.simulator.close();

    expect(before.body).toMatchObject({ job: { status: "Pending" } });
    expect(immediate.body).toMatchObject({ total_count: 0 });
    expect(after.body).toMatchObject({ job: { status: "Completed" } });
  });

  it("end with the deletion, after which the instance is not found and only manual backups remain", async () => {
    await cloud.finish("POST", "/v3/backups/create", { instance_id: instance.id, name: "last" });

    const deleted = await cloud.finish("DELETE", path);
    const backups = await cloud.send("GET", "/v3/backups");

    expect(deleted.body).toHaveProperty("job_id");
    expect(await cloud.send("GET", `/v3.1/instances/${instance.id}`)).toMatchObject(refusal(404, "DBS.200002"));
    expect(await cloud.send("GET", "/v3.1/instances")).toMatchObject({ body: { instances: [], total_count: 0 } });
    expect(backups.body).toMatchObject({ total_count: 1, backups: [{ name: "last", status: "COMPLETED" }] });
  });
});
