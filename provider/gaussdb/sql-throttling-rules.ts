import { z } from "zod";
import { childId, ownIdOf, partsOf } from "../runtime/child-id.ts";
import { unordered } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { made, settled } from "./joint-work.ts";
import { ownId } from "./own-id.ts";
import { eachOnce, rule, type ThrottlingRule } from "./sql-throttling-rules/rule.ts";
import { changes, creation, deletion, rulesOf, without } from "./sql-throttling-rules/rules-of-nodes.ts";

const rules = aspect({
  inputs: {
    rules: unordered(z.array(rule).min(1), "sqlType").describe(
      "All rules of the node, by kind of statement, each kind once (4.12.3). Order does not matter.",
    ),
  },
  rules: [eachOnce],
  async update({ cloud, id, inputs: { rules: wanted }, live: { rules: before = [] } }) {
    const { parentId: instanceId, ownId: nodeId } = partsOf(id);
    // Whether rules that a call leaves out stay is not said: it has all of them, and the surplus is deleted.
    if (pairsOf(wanted).some((pair) => !pairsOf(before).includes(pair)))
      await cloud.together(changes, instanceId, { nodeId, rules: wanted });
    const surplus = without(before, wanted);
    if (surplus.length > 0) await cloud.together(deletion, instanceId, { nodeId, rules: surplus });
  },
});

/** The SQL throttling rules of a node of a GaussDB(for MySQL) instance (4.12.3 to 4.12.5). */
export const sqlThrottlingRules = resource({
  token: "gaussdb:SqlThrottlingRules",
  noun: "SQL throttling rules",
  description:
    "All SQL throttling rules of one node of a GaussDB(for MySQL) instance (4.12.3): how many statements with certain " +
    "keywords may run at a time. They work while the input `sqlThrottling` of the instance is on. They belong to the node: " +
    "after a failover the primary is another one, with its own rules. The id is `<instance id>/<node id>`; deleting this " +
    "deletes all rules of the node.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    nodeId: ownId.describe(
      "Node: the `id` or `nodeId` of a `ReadReplica`, or an id in the output `nodes` of the instance.",
    ),
  },
  outputs: {},
  aspects: [rules],
  timeLimits: { create: 20, update: 20, delete: 20 },
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:Instance", input: "instanceId" },

  async create({ cloud, inputs: { instanceId, rules, ...inputs }, created }) {
    const nodeId = ownIdOf(inputs.nodeId);
    const started = await cloud.together(creation, instanceId, { nodeId, rules });
    created(childId(instanceId, nodeId));
    await made(cloud, started, "setting the rules", () => someRulesOf(cloud, instanceId, nodeId));
  },
  async find({ cloud, inputs: { instanceId, ...inputs } }) {
    const nodeId = ownIdOf(inputs.nodeId);
    const there = await someRulesOf(cloud, instanceId, nodeId);
    return there ? [childId(instanceId, nodeId)] : [];
  },
  async ready({ cloud, id }) {
    const { parentId: instanceId, ownId: nodeId } = partsOf(id);
    await settled(cloud, instanceId, () => someRulesOf(cloud, instanceId, nodeId));
  },
  async read({ cloud, id }) {
    const { parentId: instanceId, ownId: nodeId } = partsOf(id);
    const rules = await someRulesOf(cloud, instanceId, nodeId);
    return rules && { instanceId, nodeId, rules };
  },
  async delete({ cloud, id }) {
    const { parentId: instanceId, ownId: nodeId } = partsOf(id);
    const rules = await someRulesOf(cloud, instanceId, nodeId);
    if (rules) await cloud.together(deletion, instanceId, { nodeId, rules });
  },
});

/** A node without a rule has none of these. */
async function someRulesOf(cloud: GaussDb, instanceId: string, nodeId: string): Promise<ThrottlingRule[] | undefined> {
  const rules = await rulesOf(cloud, instanceId, nodeId);
  return rules.length === 0 ? undefined : rules;
}

function pairsOf(rules: readonly ThrottlingRule[]): string[] {
  return rules.flatMap(({ sqlType, patterns }) =>
    patterns.map(({ pattern, maxConcurrency }) => `${sqlType} ${pattern} ${maxConcurrency}`),
  );
}
