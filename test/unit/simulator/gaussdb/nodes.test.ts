import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, proxyBody, refusal, startCloud, type TestCloud } from "./cloud.ts";

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

const nodeOfType = ({ nodes }: InstanceView, type: string) => nodes.find((node) => node.type === type)?.id ?? "";

describe("read replicas", () => {
  it("of one call are created by one job, with names instead of ids in the answer", async () => {
    const created = await cloud.send("POST", `${path}/nodes/enlarge`, { priorities: [1, 5] });
    cloud.advance(3600);
    const job = await cloud.send("GET", `/v3/jobs?id=${created.body.job_id}`);
    const { nodes } = await cloud.getInstance(instance.id);

    expect(created).toMatchObject({ status: 201, body: { node_names: ["orders_node03", "orders_node04"] } });
    expect(job.body).toMatchObject({ job: { name: "AddGaussDBforMySQLNodes", status: "Completed" } });
    expect(nodes.map(({ priority }) => priority).sort()).toEqual([1, 1, 1, 5]);
  });

  it("vanish when their job fails, but for those that an ordered fault lets be made", async () => {
    const fault = { kind: "jobFails", reason: "no capacity" } as const;
    cloud.simulator.admin.inject({ operationId: "createReadOnlyNodes", fault: { ...fault, made: 1 } });
    cloud.simulator.admin.inject({ operationId: "createReadOnlyNodes", fault });

    const first = await cloud.finish<{ job_id: string }>("POST", `${path}/nodes/enlarge`, { priorities: [4, 5] });
    await cloud.finish("POST", `${path}/nodes/enlarge`, { priorities: [6, 7] });
    const job = await cloud.send("GET", `/v3/jobs?id=${first.body.job_id}`);
    const { nodes } = await cloud.getInstance(instance.id);

    expect(job.body).toMatchObject({ job: { status: "Failed", fail_reason: "no capacity" } });
    expect(nodes.map(({ priority }) => priority).sort()).toEqual([1, 1, 4]);
  });

  it("keep the instance busy in their own way while they are created", async () => {
    await cloud.send("POST", `${path}/nodes/enlarge`, { priorities: [1] });

    const another = await cloud.send("POST", `${path}/nodes/enlarge`, { priorities: [1] });
    const port = await cloud.send("PUT", `${path}/port`, { port: 3307 });

    expect(another).toMatchObject(refusal(400, "DBS.05000084"));
    expect(port).toMatchObject(refusal(409, "DBS.200019"));
  });

  it("beyond nine take no part in failover, and there are fifteen at most", async () => {
    await cloud.finish("POST", `${path}/nodes/enlarge`, { priorities: [1, 1, 1, 1, 1, 1, 1, 1, 1] });
    const { nodes } = await cloud.getInstance(instance.id);
    const tooMany = await cloud.send("POST", `${path}/nodes/enlarge`, { priorities: [1, 1, 1, 1, 1, 1] });

    expect(nodes.filter(({ priority }) => priority === -1)).toHaveLength(1);
    expect(tooMany).toMatchObject(refusal(400, "DBS.200056"));
  });

  it("are deleted one by one; the primary is not", async () => {
    const refused = await cloud.send("DELETE", `${path}/nodes/${nodeOfType(instance, "master")}`);
    await cloud.finish("DELETE", `${path}/nodes/${nodeOfType(instance, "slave")}`);
    const { nodes } = await cloud.getInstance(instance.id);

    expect(refused).toMatchObject(refusal(400, "DBS.05000091"));
    expect(nodes.map(({ type }) => type)).toEqual(["master"]);
  });

  it("of a multi-zone instance are not deleted when all other nodes are in one zone", async () => {
    const spread = await cloud.createInstance({ name: "spread", availability_zone_mode: "multi" });

    const refused = await cloud.send("DELETE", `/v3/instances/${spread.id}/nodes/${nodeOfType(spread, "slave")}`);

    expect(new Set(spread.nodes.map(({ az_code }) => az_code)).size).toBe(2);
    expect(refused).toMatchObject(refusal(400, "DBS.05000091"));
  });

  it("become the primary by a switchover if their priority is 1, and the primary becomes a replica", async () => {
    const replica = nodeOfType(instance, "slave");
    await cloud.finish("POST", `${path}/proxy`, proxyBody);
    await cloud.finish("PUT", `${path}/nodes/${replica}/priority`, { priority: 2 });

    const refused = await cloud.send("PUT", `${path}/switchover`, { node_id: replica });
    await cloud.finish("PUT", `${path}/nodes/${replica}/priority`, { priority: 1 });
    await cloud.finish("PUT", `${path}/switchover`, { node_id: replica });
    const after = await cloud.getInstance(instance.id);
    const proxies = await cloud.send("GET", `${path}/proxies`);

    expect(refused).toMatchObject(refusal(400, "DBS.05000101"));
    expect(nodeOfType(after, "master")).toBe(replica);
    expect(nodeOfType(after, "slave")).toBe(nodeOfType(instance, "master"));
    expect(proxies.body).toMatchObject({
      proxy_list: [{ master_node: { id: replica }, readonly_nodes: [{ id: nodeOfType(after, "slave") }] }],
    });
  });

  it("get names and priorities, which may be texts; one node must keep priority 1", async () => {
    const replica = nodeOfType(instance, "slave");
    await cloud.finish("PUT", `${path}/nodes/name`, { node_list: [{ node_id: replica, name: "reader" }] });
    await cloud.finish("PUT", `${path}/nodes/${replica}/priority`, { priority: "3" });

    const last = await cloud.send("PUT", `${path}/nodes/${nodeOfType(instance, "master")}/priority`, { priority: 2 });
    const never = await cloud.send("PUT", `${path}/nodes/${replica}/priority`, { priority: -1 });
    const { nodes } = await cloud.getInstance(instance.id);

    expect(nodes).toContainEqual(expect.objectContaining({ id: replica, name: "reader", priority: 3 }));
    expect(last).toMatchObject(refusal(400, "DBS.05000102"));
    expect(never).toMatchObject(refusal(400, "DBS.05000091"));
  });

  it("are listed in an order that changes from read to read", async () => {
    const first = await cloud.getInstance(instance.id);
    const second = await cloud.getInstance(instance.id);

    expect(first.nodes.map(({ id }) => id)).toEqual(second.nodes.map(({ id }) => id).reverse());
  });
});
