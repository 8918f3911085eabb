import type { GaussDb, InstanceDetail } from "../gaussdb.ts";

/** A node as a program sees it. */
export interface Node {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly needRestart: boolean;
}

/** The nodes that are not on their way out, in an order of their own: the cloud's is not stable. */
export function nodesOf(instance: InstanceDetail): Node[] {
  const nodes = (instance.nodes ?? []).map((node) => ({
    id: String(node.id),
    name: node.name ?? "",
    type: node.type ?? "",
    needRestart: String(node.need_restart) === "true",
  }));
  return nodes.sort((one, other) => one.id.localeCompare(other.id));
}

/** The flavor belongs to the nodes; the primary's is the instance's. */
export function flavorOf(instance: InstanceDetail): string | undefined {
  return primaryOf(instance)?.flavor_ref;
}

/** The storage that was bought for a yearly/monthly instance, in GB. */
export function volumeSizeOf(instance: InstanceDetail): number | undefined {
  const size = primaryOf(instance)?.volume?.size;
  return size === undefined || size === null ? undefined : Number(size);
}

function primaryOf({ nodes }: InstanceDetail) {
  return nodes?.find((node) => node.type === "master");
}

/** Whether a parameter waits for a restart of some node. */
export function restartPending(instance: InstanceDetail): boolean {
  return nodesOf(instance).some(({ needRestart }) => needRestart);
}

/** What somebody reads whose instance has been deleted meanwhile. */
export const instanceGone = "The instance does not exist any more.";

/** @throws when the instance is gone */
export async function existingInstance(cloud: GaussDb, id: string): Promise<InstanceDetail> {
  const instance = await cloud.instances.get(id);
  if (instance === undefined) throw new Error(instanceGone);
  return instance;
}
