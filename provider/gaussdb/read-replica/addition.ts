import { listIn } from "../../http/answer.ts";
import type { Asked } from "../../http/participant.ts";
import type { JointWork } from "../../http/together.ts";
import type { GaussDb, InstanceDetail, Started } from "../gaussdb.ts";
import { appearance, begun, idle } from "../jobs.ts";

/** A read replica as it is asked for. */
export interface Addition {
  /** Failover priority: 1 to 16. */
  readonly priority: number;
  readonly availabilityZone?: string | undefined;
  readonly isAutoPay?: boolean | undefined;
}

/** The node that has been made, and what builds it. */
export interface Added {
  readonly nodeId: string;
  readonly started: Started;
}

type Node = NonNullable<InstanceDetail["nodes"]>[number];

/** Adds read replicas to an instance (4.3.4). One job builds all that are asked for at nearly the same time. */
export const addition: JointWork<GaussDb, Addition, Added> = {
  minutes: 15,
  // As many as may have a failover priority; how many one call takes is not said.
  most: 9,
  makes: true,
  // A call pays for all of its nodes or for none, and chooses the zones of all or of none. Its default is to pay.
  kind: ({ isAutoPay = true, availabilityZone }) => `${isAutoPay} ${availabilityZone !== undefined}`,

  async carryOut(asked, { place: instanceId, cloud, lastLook }) {
    const known = new Set((await nodesOf(cloud, instanceId)).map(({ id }) => id));
    const beginning = await begun(cloud.begin("createReadOnlyNodes", { instance_id: instanceId, body: bodyOf(asked) }));
    const { started } = beginning;
    let left = asked;
    let nodes: readonly Node[] = [];
    const handOver = ({ complete }: { readonly complete: boolean }) => {
      for (const [one, node] of pairs(left, nodes, { complete })) {
        known.add(node.id);
        one.resolve({ nodeId: node.id, started });
        left = left.filter((other) => other !== one);
      }
      nodes = nodes.filter(({ id }) => !known.has(id));
    };
    const look = async ({ over }: { readonly over: boolean }) => {
      nodes = (await nodesOf(lastLook, instanceId)).filter(({ id }) => !known.has(id));
      handOver({ complete: over || nodes.length >= left.length });
      return left.length === 0 ? true : undefined;
    };
    await appearance(lastLook, "adding read replicas", beginning, look).catch((failure: unknown) => {
      handOver({ complete: true });
      for (const one of left) one.reject(failure);
    });
    // From here on each follows its own node; the turn lasts until the instance is free again.
    await cloud.finished(started, "adding read replicas").catch(() => undefined);
    await idle(cloud, instanceId);
  },
};

function bodyOf(asked: readonly Asked<Addition, Added>[]) {
  const inputs = asked.map(({ input }) => input);
  const isAutoPay = inputs.find((input) => input.isAutoPay !== undefined)?.isAutoPay;
  const zones = inputs.flatMap(({ availabilityZone }) => availabilityZone ?? []);
  return {
    priorities: inputs.map(({ priority }) => priority),
    availability_zones: zones.length === 0 ? undefined : zones,
    is_auto_pay: isAutoPay === undefined ? undefined : isAutoPay ? ("true" as const) : ("false" as const),
  };
}

/**
 * Which node is whose. Until all are there, only those that are just what somebody asked for are told. How the entries
 * of the call's two lists belong together is not said: the zone counts first, since it cannot be changed afterwards.
 */
function pairs<T extends { readonly input: Addition }>(
  asked: readonly T[],
  nodes: readonly Node[],
  { complete }: { readonly complete: boolean },
): [T, Node][] {
  const free = nodes.toSorted((one, other) =>
    String(one.name).localeCompare(String(other.name), "en", { numeric: true }),
  );
  const found = new Map<T, Node>();
  const inZone = ({ availabilityZone }: Addition, node: Node) =>
    availabilityZone === undefined || availabilityZone === node.az_code;
  const rules = [
    (input: Addition, node: Node) => inZone(input, node) && input.priority === node.priority,
    ...(complete ? [inZone, () => true] : []),
  ];
  for (const fits of rules) {
    for (const one of asked) {
      if (found.has(one)) continue;
      const index = free.findIndex((node) => fits(one.input, node));
      for (const node of index < 0 ? [] : free.splice(index, 1)) found.set(one, node);
    }
  }
  return [...found];
}

/** The nodes of an instance. */
export async function nodesOf(cloud: GaussDb, instanceId: string): Promise<readonly Node[]> {
  return listIn("getInstance", (await cloud.instances.get(instanceId))?.nodes, "object");
}
