import { changeJob } from "./databases/change-job.ts";
import { instanceOf, nodeOf } from "./lookup.ts";
import { text } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { DatabaseNode, Instance, ThrottlingRule } from "./store.ts";
import type { Handlers, World } from "./world.ts";

const sqlTypes = ["SELECT", "UPDATE", "DELETE"] as const;

type Patterns = { pattern: string; max_concurrency: number }[] | string[];

interface RulesBody<P extends Patterns> {
  sql_filter_rules: { node_id: string; rules: { sql_type: ThrottlingRule["sql_type"]; patterns: P }[] }[];
}

/** Rules of SQL throttling, each of one node, whatever its role: 4.12.3 to 4.12.5. The switch is the instance's. */
export function throttlingHandlers(world: World): Handlers {
  return {
    setSqlThrottlingRules: (call) => {
      const { sql_filter_rules: list } = call.body as RulesBody<{ pattern: string; max_concurrency: number }[]>;
      const instance = instanceOf(world, call);
      const steps = nodesIn(world, instance, list).map(({ node, rules }) => () => {
        for (const { sql_type, patterns } of rules) {
          for (const pattern of patterns) putRule(world, node, { sql_type, ...pattern });
        }
      });
      return changeJob(world, instance, { name: "SetGaussDBforMySQLSqlFilterRule", status: 200, steps });
    },
    listSqlThrottlingRules: (call) => {
      const instance = instanceOf(world, call);
      const node = nodeOf(world, instance, text(call.query.node_id) ?? "");
      const wanted = text(call.query.sql_type)?.toUpperCase();
      const rules = world.store.sqlThrottlingRules.get(node.id)?.rules ?? [];
      const sql_filter_rules = sqlTypes
        .filter((sql_type) => wanted === undefined || sql_type === wanted)
        .map((sql_type) => ({
          sql_type,
          patterns: rules.filter((rule) => rule.sql_type === sql_type).map(patternView),
        }))
        .filter(({ patterns }) => patterns.length > 0);
      return { status: 200, body: { node_id: node.id, sql_filter_rules } };
    },
    deleteSqlThrottlingRules: (call) => {
      const { sql_filter_rules: list } = call.body as RulesBody<string[]>;
      const instance = instanceOf(world, call);
      const steps = nodesIn(world, instance, list).map(({ node, rules }) => () => {
        for (const { sql_type, patterns } of rules) {
          for (const pattern of patterns) takeRule(world, node, { sql_type, pattern });
        }
      });
      return changeJob(world, instance, { name: "DeleteGaussDBforMySQLSqlFilterRule", status: 200, steps });
    },
  };
}

/** The nodes that a request names, with what it says of each; a type of statement may come only once for a node. */
function nodesIn<P extends Patterns>(world: World, instance: Instance, list: RulesBody<P>["sql_filter_rules"]) {
  if (list.length === 0) refuse("DBS.05000018");
  return list.map(({ node_id, rules }) => {
    const types = rules.map(({ sql_type }) => sql_type);
    if (new Set(types).size !== types.length) refuse("DBS.05000044", "sql_type is given twice for a node");
    return { node: nodeOf(world, instance, node_id), rules };
  });
}

/** Adds a rule, or changes the one of the same type and pattern; the others of the node stay. */
function putRule({ store }: World, node: DatabaseNode, rule: ThrottlingRule) {
  const { id, instance_id } = node;
  const known = store.sqlThrottlingRules.get(id) ?? { id, instance_id, rules: [] };
  const index = known.rules.findIndex((other) => isSame(other, rule));
  known.rules.splice(index < 0 ? known.rules.length : index, 1, rule);
  store.sqlThrottlingRules.set(id, known);
}

function takeRule({ store }: World, { id }: DatabaseNode, rule: Omit<ThrottlingRule, "max_concurrency">) {
  const known = store.sqlThrottlingRules.get(id);
  if (!known) return;
  known.rules = known.rules.filter((other) => !isSame(other, rule));
  if (known.rules.length === 0) store.sqlThrottlingRules.delete(id);
}

function isSame(one: Omit<ThrottlingRule, "max_concurrency">, other: Omit<ThrottlingRule, "max_concurrency">) {
  return one.sql_type === other.sql_type && one.pattern === other.pattern;
}

function patternView({ pattern, max_concurrency }: ThrottlingRule) {
  return { pattern, max_concurrency };
}
