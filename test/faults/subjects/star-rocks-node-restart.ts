import type { Made } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";
import { starRocks } from "./star-rocks-instance.ts";

/** A node by the kind of its work, which begins its type. */
function nodeOf(made: Made | undefined, kind: string): string | undefined {
  const nodes = made?.outputs.nodes;
  if (!Array.isArray(nodes)) return nodes as string | undefined;
  return nodes.find(({ type }) => String(type).startsWith(kind))?.id;
}

export const starRocksNodeRestart: Subject = {
  token: "gaussdb:StarRocksNodeRestart",
  needs: [orders, starRocks, { ...starRocks, name: "reports" }],
  args: ({ analytics }) => ({ starRocksInstanceId: analytics?.id, nodeId: nodeOf(analytics, "be") }),
  updates: { again: () => ({ triggers: ["2026-03-02"] }) },
  replacements: {
    node: ({ analytics }) => ({ nodeId: nodeOf(analytics, "fe") }),
    instance: ({ reports }) => ({ starRocksInstanceId: reports?.id, nodeId: nodeOf(reports, "be") }),
  },
  creation: { operation: "restartStarRocksNode", states: [] },
};
