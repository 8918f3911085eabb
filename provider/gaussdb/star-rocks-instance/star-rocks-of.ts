import { listIn } from "../../http/answer.ts";
import { partsOf } from "../../runtime/child-id.ts";
import type { Operations } from "../api.gen.ts";
import type { GaussDb } from "../gaussdb.ts";
import { unlessGone } from "../htap.ts";

export type StarRocksDetail = NonNullable<Operations["getStarRocksInstance"]["result"]["instances"]>[number];
type Group = NonNullable<StarRocksDetail["groups"]>[number];
export type StarRocksNode = NonNullable<Group["nodes"]>[number];

const operation = "getStarRocksInstance";

/** A StarRocks instance in all its details (4.15.4), or nothing when it is gone. */
export async function starRocksOf(cloud: GaussDb, id: string): Promise<StarRocksDetail | undefined> {
  const { parentId: instance_id, ownId: starrocks_instance_id } = partsOf(id);
  const found = await unlessGone(cloud, id, () => cloud.get(operation, { instance_id, starrocks_instance_id }));
  return found?.instances?.find((instance) => instance.id === starrocks_instance_id);
}

/** The frontend (`fe`) or backend (`be`) nodes, or all of them, in an order of their own. */
export function nodesOf({ groups }: StarRocksDetail, kind?: "fe" | "be"): StarRocksNode[] {
  const wanted = listIn(operation, groups, "object").filter(
    (group) => kind === undefined || group.group_node_type === kind,
  );
  const nodes = wanted.flatMap((group) => listIn(operation, group.nodes, "object"));
  return nodes.toSorted((one, other) => one.id.localeCompare(other.id));
}

/** What still goes on at the instance or at one of its nodes, or nothing. */
export function unrest(instance: StarRocksDetail): string | undefined {
  const nodes = nodesOf(instance);
  const actions = [instance, ...nodes].flatMap((one) => one.actions ?? []).filter(({ status }) => status !== "DELETED");
  const [action] = actions;
  if (instance.status === "creating" || nodes.some(({ status }) => status === "creating")) return "creating";
  return action && (action.action?.toLowerCase() ?? "busy");
}

/** Returns when nothing goes on at the instance any more, with its details if it is still there. */
export async function atRest(cloud: GaussDb, id: string, what: string): Promise<StarRocksDetail | undefined> {
  return cloud.wait({
    what,
    async look() {
      const instance = await starRocksOf(cloud, id);
      const now = instance && unrest(instance);
      return now === undefined ? { done: instance } : { now };
    },
  });
}
