import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, proxyBody, refusal, startCloud, type TestCloud } from "./cloud.ts";

interface ProxyView {
  proxy: { pool_id: string; status: string; [key: string]: unknown };
  master_node: { id: string; weight: number };
  readonly_nodes: { id: string; weight: number }[];
}

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

async function listProxies() {
  return (await cloud.send<{ proxy_list: ProxyView[] }>("GET", `${path}/proxies`)).body.proxy_list;
}

async function createProxy(body: object = {}) {
  const before = (await listProxies()).map(({ proxy }) => proxy.pool_id);
  await cloud.finish("POST", `${path}/proxy`, { ...proxyBody, ...body });
  const made = (await listProxies()).find(({ proxy }) => !before.includes(proxy.pool_id));
  return made?.proxy.pool_id ?? "";
}

const replica = () => instance.nodes.find(({ type }) => type === "slave")?.id ?? "";
const primary = () => instance.nodes.find(({ type }) => type === "master")?.id ?? "";

describe("a proxy", () => {
  it("is created by a job, whose id is all that the answer holds", async () => {
    const created = await cloud.send("POST", `${path}/proxy`, proxyBody);
    const [coming] = await listProxies();
    cloud.advance(300);
    const [ready] = await listProxies();

    expect(created).toMatchObject({ status: 201, body: { job_id: expect.any(String) } });
    expect(Object.keys(created.body)).toEqual(["job_id"]);
    expect(coming?.proxy.status).toBe("ENABLING PROXY");
    expect(ready?.proxy).toMatchObject({
      status: "ACTIVE",
      name: "orders-proxy",
      port: 3306,
      node_num: 2,
      transaction_split: "false",
      ssl_option: "false",
      type: "readwrite",
    });
  });

  it("is refused for an unknown flavor and for weights that its routing mode does not allow", async () => {
    const create = (body: object) => cloud.send("POST", `${path}/proxy`, { ...proxyBody, ...body });
    const weigh = (id: string, weight: number) => ({ nodes_read_weight: [{ id, weight }] });

    expect(await create({ flavor_ref: "gaussdb.proxy.tiny" })).toMatchObject(refusal(400, "DBS.200054"));
    expect(await create({ route_mode: 1, ...weigh(replica(), 5) })).toMatchObject(refusal(400, "DBS.270025"));
    expect(await create({ route_mode: 1, ...weigh(primary(), 1) })).toMatchObject(refusal(400, "DBS.270025"));
    expect(await create({ proxy_mode: "readonly", ...weigh(primary(), 1) })).toMatchObject(refusal(400, "DBS.270025"));
    expect(await create({ proxy_mode: "readonly", route_mode: 2 })).toMatchObject(refusal(400, "DBS.05000093"));
    expect(await create({ new_node_auto_add_status: "ON" })).toMatchObject(refusal(400, "DBS.05000078"));
  });

  it("grows and shrinks by differences", async () => {
    const id = await createProxy();

    await cloud.finish("POST", `${path}/proxy/enlarge`, { node_num: 2, proxy_id: id });
    await cloud.finish("PUT", `${path}/proxy/${id}/reduce`, { node_num: 1 });
    const tooFew = await cloud.send("PUT", `${path}/proxy/${id}/reduce`, { node_num: 2 });

    expect(await listProxies()).toMatchObject([{ proxy: { node_num: 3 } }]);
    expect(tooFew).toMatchObject(refusal(400, "DBS.05000089"));
  });

  it("takes its settings in one spelling and returns some in another", async () => {
    const id = await createProxy();

    await cloud.finish("PUT", `${path}/proxy/${id}/flavor`, { flavor_ref: "gaussdb.proxy.xlarge.x86.2" });
    await cloud.finish("POST", `${path}/proxy/transaction-split`, { transaction_split: "ON", proxy_id_list: [id] });
    await cloud.finish("PUT", `${path}/proxy/${id}/session-consistence`, {
      session_consistence: "false",
      consistence_mode: "global",
    });
    await cloud.finish("PUT", `${path}/proxy/${id}/connection-pool-type`, { connection_pool_type: "SESSION" });
    await cloud.finish("PUT", `${path}/proxy/${id}/port`, { port: 3308 });
    await cloud.finish("PUT", `${path}/proxy/${id}/rename`, { alias: "front" });
    await cloud.finish("PUT", `${path}/proxy/${id}/ssl`, { ssl_option: true });
    await cloud.finish("POST", `${path}/proxy/${id}/new-node-auto-add`, { switch_status: "ON", weight: 30 });
    await cloud.finish("PUT", `${path}/proxy/${id}/weight`, {
      master_weight: 7,
      readonly_nodes: [{ id: replica(), weight: 300 }],
    });

    expect(await listProxies()).toMatchObject([
      {
        proxy: {
          flavor_ref: "gaussdb.proxy.xlarge.x86.2",
          vcpus: "4",
          transaction_split: "true",
          consistence_mode: "global",
          connection_pool_type: "SESSION",
          port: 3308,
          name: "front",
          ssl_option: "true",
          new_node_auto_add_status: "ON",
          new_node_weight: 30,
        },
        master_node: { weight: 7 },
        readonly_nodes: [{ id: replica(), weight: 300 }],
      },
    ]);
  });

  it("answers a change to the port that it has without a job", async () => {
    const id = await createProxy();

    const same = await cloud.send("PUT", `${path}/proxy/${id}/port`, { port: 3306 });

    expect(same).toMatchObject({ status: 200, body: { job_id: null } });
  });

  it("gets weights that fit when its routing mode changes", async () => {
    const id = await createProxy();

    await cloud.finish("PUT", `${path}/proxy/${id}/route-mode`, { route_mode: 2 });
    const refused = await cloud.send("PUT", `${path}/proxy/${id}/weight`, { master_weight: 100 });

    expect(await listProxies()).toMatchObject([
      { proxy: { route_mode: 2 }, master_node: { weight: 1 }, readonly_nodes: [{ weight: 1 }] },
    ]);
    expect(refused).toMatchObject(refusal(400, "DBS.270025"));
  });

  it("admits a new replica by itself only when that is switched on", async () => {
    await createProxy({ new_node_auto_add_status: "ON", new_node_weight: 40 });
    await createProxy({ proxy_name: "second-proxy" });

    await cloud.finish("POST", `${path}/nodes/enlarge`, { priorities: [1] });
    const [automatic, manual] = await listProxies();

    expect(automatic?.readonly_nodes[1]).toMatchObject({ weight: 40 });
    expect(manual?.readonly_nodes[1]).toMatchObject({ weight: 0 });
  });

  it("replaces its access rules as a whole, whether the switch is on or off", async () => {
    const id = await createProxy();
    const rules = `${path}/proxy/${id}/access-control`;

    const first = await cloud.send("POST", rules, { type: "white", ip_list: [{ ip: "10.0.0.1" }, { ip: "10.0.0.2" }] });
    await cloud.send("POST", rules, { type: "black", ip_list: [{ ip: "10.1.0.0/16", description: "vpn" }] });
    await cloud.send("POST", `${path}/proxy/${id}/access-control-switch`, { open_access_control: true });
    const control = await cloud.send("GET", `${path}/proxy/${id}/ipgroup`);
    const refused = await cloud.send("POST", rules, { type: "white", ip_list: [{ ip: "somewhere" }] });

    expect(first.body).toEqual({ open_access_control: false });
    expect(control.body).toMatchObject({
      enable_ip_group: true,
      type: "black",
      ip_group: { ip_list: [{ ip: "10.1.0.0/16", description: "vpn" }] },
    });
    expect(refused).toMatchObject(refusal(400, "DBS.05000044"));
  });

  it("has parameters with a value each and a version that can be upgraded", async () => {
    const id = await createProxy();
    const slow = { name: "slowLogQueryTime", value: "900", elem_type: "system" };

    await cloud.finish("PUT", `${path}/proxy/${id}/configurations`, { configurations: [slow] });
    const parameters = await cloud.send("GET", `${path}/proxy/${id}/configurations?name=slowLogQueryTime`);
    const version = await cloud.send("GET", `${path}/proxy/${id}/taurusproxy/proxy-version`);
    const rejected = await cloud.send("POST", `${path}/proxy/${id}/upgrade-version`, {
      source_version: version.body.current_version,
      target_version: "9.9.9.9",
    });
    const accepted = await cloud.finish("POST", `${path}/proxy/${id}/upgrade-version`, {
      source_version: version.body.current_version,
      target_version: version.body.latest_version,
    });

    expect(parameters.body).toMatchObject({ total_count: 1, configurations: [{ value: "900" }] });
    expect(rejected).toMatchObject({ status: 200, body: { update_result: [{ state: "REJECT" }] } });
    expect(accepted.body).toMatchObject({ update_result: [{ state: "ACCEPT", error_message: null }] });
  });

  it("is disabled by name when the instance has several", async () => {
    const first = await createProxy();
    await createProxy({ proxy_name: "second-proxy" });

    const unnamed = await cloud.send("DELETE", `${path}/proxy`, {});
    await cloud.finish("DELETE", `${path}/proxy`, { proxy_ids: [first] });
    const gone = await cloud.send("PUT", `${path}/proxy/${first}/rename`, { alias: "late" });

    expect(unnamed).toMatchObject(refusal(400, "DBS.270027"));
    expect(await listProxies()).toMatchObject([{ proxy: { name: "second-proxy" } }]);
    expect(gone).toMatchObject(refusal(400, "DBS.270024"));
  });
});
