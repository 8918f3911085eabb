import type { Made } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

/** A node of an instance that has one of each type. */
function nodeOf(made: Made | undefined, type: "master" | "slave"): string | undefined {
  const nodes = made?.outputs.nodes;
  if (!Array.isArray(nodes)) return nodes as string | undefined;
  return nodes.find((node) => node.type === type)?.id;
}

export const sqlThrottlingRules: Subject = {
  token: "gaussdb:SqlThrottlingRules",
  needs: [orders, archive],
  args: ({ orders: made }) => ({
    instanceId: made?.id,
    nodeId: nodeOf(made, "master"),
    rules: [
      {
        sqlType: "SELECT",
        patterns: [
          { pattern: "select~from~orders", maxConcurrency: 10 },
          { pattern: "select~from~customers", maxConcurrency: 0 },
        ],
      },
      { sqlType: "DELETE", patterns: [{ pattern: "delete~from~orders", maxConcurrency: 1 }] },
    ],
  }),
  updates: {
    rules: () => ({
      rules: [
        { sqlType: "UPDATE", patterns: [{ pattern: "update~orders", maxConcurrency: 2 }] },
        { sqlType: "SELECT", patterns: [{ pattern: "select~from~orders", maxConcurrency: 20 }] },
      ],
    }),
    fewer: () => ({
      rules: [{ sqlType: "SELECT", patterns: [{ pattern: "select~from~orders", maxConcurrency: 10 }] }],
    }),
  },
  replacements: {
    node: ({ orders: made }) => ({ nodeId: nodeOf(made, "slave") }),
    instance: ({ archive: made }) => ({ instanceId: made?.id, nodeId: nodeOf(made, "master") }),
  },
  drift: {
    inputs: ["rules"],
    byHand: (admin, id) =>
      admin.change("huawei", "sqlThrottlingRules", id.slice(id.lastIndexOf("/") + 1), {
        rules: [
          { sql_type: "SELECT", pattern: "select~from~orders", max_concurrency: 11 },
          { sql_type: "UPDATE", pattern: "update~customers", max_concurrency: 1 },
        ],
      }),
  },
  objects: ["huawei", "sqlThrottlingRules"],
  creation: { operation: "setSqlThrottlingRules", states: [] },
};
