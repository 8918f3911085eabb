import { describe, expect, it } from "vitest";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import type { ThrottlingRule } from "../../../provider/gaussdb/sql-throttling-rules/rule.ts";
import { sqlThrottlingRules } from "../../../provider/gaussdb/sql-throttling-rules.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [aspect] = sqlThrottlingRules.aspects;
const id = "i1/n1";

/** Rules of one kind of statement: so many may run at a time, by keywords. */
const rule = (sqlType: ThrottlingRule["sqlType"], patterns: Record<string, number>): ThrottlingRule => ({
  sqlType,
  patterns: Object.entries(patterns).map(([pattern, maxConcurrency]) => ({ pattern, maxConcurrency })),
});
/** The same as the cloud lists them. */
const listed = (...rules: ThrottlingRule[]) => ({
  node_id: "n1",
  sql_filter_rules: rules.map(({ sqlType, patterns }) => ({
    sql_type: sqlType,
    patterns: patterns.map(({ pattern, maxConcurrency }) => ({ pattern, max_concurrency: maxConcurrency })),
  })),
});
const refused = (...rules: unknown[]) => refusals(sqlThrottlingRules, { instanceId: "i1", nodeId: "n1", rules });

/** What is sent to come from these rules to those; `left`: what the cloud has after the first call. */
async function change(live: ThrottlingRule[], wanted: ThrottlingRule[], left = [...live, ...wanted]) {
  const { cloud, sent } = recordingCloud({ listSqlThrottlingRules: listed(...left) });
  await aspect.update({ cloud, id, inputs: { rules: wanted }, live: { rules: live }, changes: {}, state: {} });
  return sent.map(({ operation, args: { instance_id, body } }) => {
    const { sql_filter_rules } = body as { sql_filter_rules: { node_id: string; rules: unknown }[] };
    expect([instance_id, ...sql_filter_rules.map(({ node_id }) => node_id)]).toEqual(["i1", "n1"]);
    return [operation, ...sql_filter_rules.map(({ rules }) => rules)];
  });
}

describe("SQL throttling rules", () => {
  it("are accepted with one keyword and with 128, and with none of them to run", () => {
    expect(
      refused(rule("SELECT", { select: 0, [Array(128).fill("k").join("~")]: 1 }), rule("UPDATE", { a: 1 })),
    ).toEqual([]);
  });

  it("belong to a node, by the id of a replica too", async () => {
    const { cloud, sent } = recordingCloud();
    const ids: string[] = [];
    const inputs = { instanceId: "i1", nodeId: "i1/n1", rules: [rule("SELECT", { a: 1 })] };

    await sqlThrottlingRules.create({ cloud, inputs, created: (own) => void ids.push(own) });

    expect(ids).toEqual([id]);
    expect(sent).toMatchObject([{ args: { body: { sql_filter_rules: [{ node_id: "n1" }] } } }]);
    expect(diff(sqlThrottlingRules as unknown as Definition, { ...inputs, nodeId: "n1" }, inputs).changes).toBe(false);
  });

  const noPattern = "must be keywords separated by ~, without backslash and comma";
  it.each([
    [[], "rules: must have at least 1 item"],
    [[rule("SELECT", {})], "rules[0].patterns: must have at least 1 item"],
    [[rule("SELECT", { "": 1 })], `rules[0].patterns[0].pattern: ${noPattern}`],
    [[rule("SELECT", { "~a": 1 })], `rules[0].patterns[0].pattern: ${noPattern}`],
    [[rule("SELECT", { "a~~b": 1 })], `rules[0].patterns[0].pattern: ${noPattern}`],
    [[rule("SELECT", { "a~": 1 })], `rules[0].patterns[0].pattern: ${noPattern}`],
    [[rule("SELECT", { "a,b": 1 })], `rules[0].patterns[0].pattern: ${noPattern}`],
    [[rule("SELECT", { "a，b": 1 })], `rules[0].patterns[0].pattern: ${noPattern}`],
    [[rule("SELECT", { "a\\b": 1 })], `rules[0].patterns[0].pattern: ${noPattern}`],
    [
      [rule("SELECT", { [Array(129).fill("k").join("~")]: 1 })],
      "rules[0].patterns[0].pattern: must have at most 128 keywords",
    ],
    [[rule("SELECT", { a: -1 })], "rules[0].patterns[0].maxConcurrency: must be at least 0"],
    [[rule("SELECT", { a: 1 }), rule("SELECT", { b: 1 })], "rules: must not have SELECT twice: put both into one"],
    [
      [{ sqlType: "SELECT", patterns: [...rule("SELECT", { a: 1 }).patterns, ...rule("SELECT", { a: 2 }).patterns] }],
      'rules: must not have "a" twice for SELECT',
    ],
  ])("are refused like this: %o", (rules, problem) => {
    expect(refused(...rules)).toEqual([problem]);
  });

  it("are the same in another order", () => {
    const state = (...rules: ThrottlingRule[]) => ({ instanceId: "i1", nodeId: "n1", rules });
    const one = state(rule("SELECT", { a: 1, b: 2 }), rule("UPDATE", { c: 3 }));
    const other = state(rule("UPDATE", { c: 3 }), rule("SELECT", { b: 2, a: 1 }));

    expect(diff(sqlThrottlingRules as unknown as Definition<unknown>, one, other).changes).toBe(false);
  });

  it("are created by one call and told by their node", async () => {
    const { cloud, sent } = recordingCloud();
    const ids: string[] = [];

    await sqlThrottlingRules.create({
      cloud,
      inputs: { instanceId: "i1", nodeId: "n1", rules: [rule("SELECT", { a: 0 })] },
      created: (id) => void ids.push(id),
    });

    expect(ids).toEqual([id]);
    const patterns = [{ pattern: "a", max_concurrency: 0 }];
    const body = { sql_filter_rules: [{ node_id: "n1", rules: [{ sql_type: "SELECT", patterns }] }] };
    expect(sent).toEqual([{ operation: "setSqlThrottlingRules", args: { instance_id: "i1", body } }]);
  });

  it("are all set again when one of them is new or differs, as a call may take away what it does not name", async () => {
    const wanted = [rule("SELECT", { a: 1, b: 5 })];
    const set = ["setSqlThrottlingRules", listed(...wanted).sql_filter_rules];

    expect(await change([rule("SELECT", { a: 1 })], wanted)).toEqual([set]);
    expect(await change([rule("SELECT", { a: 1, b: 2 })], wanted)).toEqual([set]);
  });

  it("are deleted one by one where there are more than the program has", async () => {
    const live = [rule("SELECT", { a: 1, b: 2 }), rule("DELETE", { d: 1 })];

    expect(await change(live, [rule("SELECT", { a: 1 })])).toEqual([
      [
        "deleteSqlThrottlingRules",
        [
          { sql_type: "SELECT", patterns: ["b"] },
          { sql_type: "DELETE", patterns: ["d"] },
        ],
      ],
    ]);
  });

  it("are not deleted where the call that set the others has taken them away", async () => {
    const [live, wanted] = [[rule("SELECT", { a: 1 })], [rule("SELECT", { b: 1 })]];

    expect((await change(live, wanted, wanted)).map(([operation]) => operation)).toEqual(["setSqlThrottlingRules"]);
    expect((await change(live, wanted)).map(([operation]) => operation)).toEqual([
      "setSqlThrottlingRules",
      "deleteSqlThrottlingRules",
    ]);
  });

  it("are deleted all together, also those that somebody has added", async () => {
    const live = [rule("SELECT", { a: 1 }), rule("UPDATE", { others: 1 })];
    const { cloud, bodies } = recordingCloud({ listSqlThrottlingRules: listed(...live) });

    await sqlThrottlingRules.delete({ cloud, id, state: { rules: [rule("SELECT", { a: 1 })] } });

    const rules = [
      { sql_type: "SELECT", patterns: ["a"] },
      { sql_type: "UPDATE", patterns: ["others"] },
    ];
    expect(bodies()).toEqual([{ sql_filter_rules: [{ node_id: "n1", rules }] }]);
  });

  it("are there when the node has one", async () => {
    const { cloud } = recordingCloud({ listSqlThrottlingRules: listed(rule("SELECT", { a: 1 })) });
    const inputs = { instanceId: "i1", nodeId: "n1", rules: [] };

    expect(await sqlThrottlingRules.find({ cloud, inputs })).toEqual([id]);
    expect(await sqlThrottlingRules.read({ cloud, id })).toEqual({
      instanceId: "i1",
      nodeId: "n1",
      rules: [rule("SELECT", { a: 1 })],
    });
  });

  it.each([
    ["an empty list", listed()],
    ["a kind of statement without patterns", listed(rule("SELECT", {}))],
    ["the word that there is no such node", undefined],
  ])("are gone when the cloud answers %s", async (_, answer) => {
    const { cloud, sent } = recordingCloud({ listSqlThrottlingRules: answer });

    expect(await sqlThrottlingRules.read({ cloud, id })).toBeUndefined();
    expect(await sqlThrottlingRules.find({ cloud, inputs: { instanceId: "i1", nodeId: "n1", rules: [] } })).toEqual([]);
    await sqlThrottlingRules.delete({ cloud, id, state: {} });
    expect(sent).toEqual([]);
  });

  it.each([{ node_id: "n1" }, { node_id: "n1", sql_filter_rules: null }, { node_id: "n1", sql_filter_rules: ["a"] }])(
    "are not gone because the cloud answers %o",
    async (answer) => {
      const { cloud } = recordingCloud({ listSqlThrottlingRules: answer });

      await expect(sqlThrottlingRules.read({ cloud, id })).rejects.toThrow("the answer cannot be read");
    },
  );

  it("are gone with their instance, and not when the account may not see it", async () => {
    const hidden = new CloudError({ operation: "list", summary: "no", status: 403, code: "DBS.200044" });
    const failing = (instances: unknown) => {
      const { cloud } = recordingCloud({ instances });
      return { ...(cloud as GaussDb), get: () => Promise.reject(hidden) };
    };

    expect(await sqlThrottlingRules.read({ cloud: failing(undefined), id })).toBeUndefined();
    await expect(sqlThrottlingRules.read({ cloud: failing({ id: "i1" }), id })).rejects.toBe(hidden);
  });
});
