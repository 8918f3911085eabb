import { listIn, unreadable } from "../../http/answer.ts";
import { CloudError } from "../../http/errors.ts";
import { isHidden } from "../error-codes.ts";
import type { GaussDb } from "../gaussdb.ts";
import { jointChange, jointCreation, jointRemoval } from "../joint-work.ts";
import type { ThrottlingRule } from "./rule.ts";

/** Rules of one node of an instance. */
export interface NodeRules {
  readonly nodeId: string;
  readonly rules: readonly ThrottlingRule[];
}

/** Sets the first rules of several nodes by one call (4.12.3). */
export const creation = jointCreation<NodeRules>("setting SQL throttling rules", (cloud, instanceId, nodes) =>
  cloud.begin("setSqlThrottlingRules", { instance_id: instanceId, body: bodyOf(nodes) }),
);

/** Sets rules of several nodes by one call (4.12.3). */
export const changes = jointChange<NodeRules>((cloud, instanceId, nodes) =>
  cloud.change("setSqlThrottlingRules", { instance_id: instanceId, body: bodyOf(nodes) }),
);

/** Deletes rules of several nodes by one call (4.12.5). */
export const deletion = jointRemoval<NodeRules>({
  async remaining(cloud, instanceId, { nodeId, rules }) {
    const live = await rulesOf(cloud, instanceId, nodeId);
    const left = without(live, without(live, rules));
    return left.length === 0 ? undefined : { nodeId, rules: left };
  },
  send: (cloud, instanceId, nodes) =>
    cloud.change("deleteSqlThrottlingRules", {
      instance_id: instanceId,
      body: {
        sql_filter_rules: nodes.map(({ nodeId, rules }) => ({
          node_id: nodeId,
          rules: rules.map(({ sqlType, patterns }) => ({
            sql_type: sqlType,
            patterns: patterns.map(({ pattern }) => pattern),
          })),
        })),
      },
    }),
});

const list = "listSqlThrottlingRules";

/** All rules of a node (4.12.4); none when there is no such node. */
export async function rulesOf(cloud: GaussDb, instanceId: string, nodeId: string): Promise<ThrottlingRule[]> {
  const asked = { instance_id: instanceId, node_id: nodeId };
  const found = await cloud.get(list, asked).catch(async (error: unknown) => {
    const mayBeGone = error instanceof CloudError && isHidden(error.code);
    if (mayBeGone && (await cloud.instances.get(instanceId)) === undefined) return undefined;
    throw error;
  });
  if (found === undefined) return [];
  // Only a list can say that there are none.
  if (!Array.isArray(found.sql_filter_rules)) throw new CloudError({ operation: list, summary: unreadable });
  return listIn(list, found.sql_filter_rules, "object").flatMap(({ sql_type, patterns = [] }) => {
    if (sql_type === undefined || patterns.length === 0) return [];
    const read = patterns.map(({ pattern = "", max_concurrency = 0 }) => ({
      pattern,
      maxConcurrency: max_concurrency,
    }));
    return [{ sqlType: sql_type as ThrottlingRule["sqlType"], patterns: read }];
  });
}

/** The rules whose patterns the others do not have. */
export function without(rules: readonly ThrottlingRule[], others: readonly ThrottlingRule[]): ThrottlingRule[] {
  return rules.flatMap(({ sqlType, patterns }) => {
    const known = others.filter((other) => other.sqlType === sqlType).flatMap((other) => other.patterns);
    const left = patterns.filter(({ pattern }) => !known.some((other) => other.pattern === pattern));
    return left.length === 0 ? [] : [{ sqlType, patterns: left }];
  });
}

function bodyOf(nodes: readonly NodeRules[]) {
  return {
    sql_filter_rules: nodes.map(({ nodeId, rules }) => ({
      node_id: nodeId,
      rules: rules.map(({ sqlType, patterns }) => ({
        sql_type: sqlType,
        patterns: patterns.map(({ pattern, maxConcurrency }) => ({ pattern, max_concurrency: maxConcurrency })),
      })),
    })),
  };
}
