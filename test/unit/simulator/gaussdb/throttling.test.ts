import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
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
  path = `/v3/instances/${instance.id}/sql-filter/rules`;
});

afterAll(() => cloud.simulator.close());

const nodeOfType = (type: string) => instance.nodes.find((node) => node.type === type)?.id ?? "";

interface Rules {
  sql_filter_rules: { sql_type: string; patterns: { pattern: string; max_concurrency: number }[] }[];
}

async function rulesOf(node: string, query = "") {
  return (await cloud.send<Rules>("GET", `${path}?node_id=${node}${query}`)).body.sql_filter_rules;
}

const change = (method: string, node_id: string, ...rules: object[]) =>
  cloud.send(method, path, { sql_filter_rules: [{ node_id, rules }] });

const select = (...patterns: unknown[]) => ({ sql_type: "SELECT", patterns });

it("adds rules to those of a node, and changes the one of the same type and pattern", async () => {
  const node = nodeOfType("master");
  const made = await change("PUT", node, select({ pattern: "select~a", max_concurrency: 0 }), {
    sql_type: "DELETE",
    patterns: [{ pattern: "delete~a", max_concurrency: 3 }],
  });
  const early = await rulesOf(node);
  cloud.advance(60);
  await change(
    "PUT",
    node,
    select({ pattern: "select~b", max_concurrency: 1 }, { pattern: "select~a", max_concurrency: 5 }),
  );
  cloud.advance(60);

  expect(made).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
  expect(early).toEqual([]);
  expect(await rulesOf(node)).toEqual([
    select({ pattern: "select~a", max_concurrency: 5 }, { pattern: "select~b", max_concurrency: 1 }),
    { sql_type: "DELETE", patterns: [{ pattern: "delete~a", max_concurrency: 3 }] },
  ]);
  expect(await rulesOf(node, "&sql_type=delete")).toMatchObject([{ sql_type: "DELETE" }]);
});

it("deletes rules by type and pattern, also those that are gone already", async () => {
  const node = nodeOfType("master");
  await change("PUT", node, select({ pattern: "select~a", max_concurrency: 0 }, { pattern: "b", max_concurrency: 0 }));
  cloud.advance(60);
  await change("DELETE", node, select("select~a", "select~c"));
  cloud.advance(60);

  expect(await rulesOf(node)).toEqual([select({ pattern: "b", max_concurrency: 0 })]);
});

it("keeps rules with their node, whatever its role becomes, and takes them away with it", async () => {
  const [primary, replica] = [nodeOfType("master"), nodeOfType("slave")];
  await change("PUT", primary, select({ pattern: "select~a", max_concurrency: 0 }));
  cloud.advance(60);
  await cloud.finish("PUT", `/v3/instances/${instance.id}/switchover`, { node_id: replica });
  const afterSwitchover = [await rulesOf(primary), await rulesOf(replica)];
  await cloud.finish("DELETE", `/v3/instances/${instance.id}/nodes/${primary}`);

  expect(afterSwitchover).toMatchObject([[{ sql_type: "SELECT" }], []]);
  expect(cloud.simulator.admin.objects().huawei.sqlThrottlingRules).toEqual([]);
});

it("refuses a type twice, a node of another instance and a busy instance", async () => {
  const node = nodeOfType("master");
  const rule = select({ pattern: "select~a", max_concurrency: 0 });
  const other = await cloud.createInstance({ name: "other" });

  expect(await change("PUT", node, rule, rule)).toMatchObject(refusal(400, "DBS.05000044"));
  expect(await change("PUT", other.nodes[0]?.id ?? "", rule)).toMatchObject(refusal(400, "DBS.212005"));
  expect(await cloud.send("PUT", path, { sql_filter_rules: [] })).toMatchObject(refusal(400, "DBS.05000018"));
  await change("PUT", node, rule);
  expect(await change("PUT", node, rule)).toMatchObject(refusal(409, "DBS.200047"));
});

it("makes the rules of the first nodes when a job fails half way", async () => {
  const nodes = [nodeOfType("master"), nodeOfType("slave")];
  cloud.simulator.admin.inject({ fault: { kind: "jobFails", reason: "No.", made: 1 } });
  const rules = [select({ pattern: "select~a", max_concurrency: 0 })];
  await cloud.finish("PUT", path, { sql_filter_rules: nodes.map((node_id) => ({ node_id, rules })) });

  expect([await rulesOf(nodes[0] ?? ""), await rulesOf(nodes[1] ?? "")]).toEqual([rules, []]);
});
