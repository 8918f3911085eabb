import { partsOf } from "../../runtime/child-id.ts";
import type { Operations } from "../api.gen.ts";
import type { GaussDb } from "../gaussdb.ts";
import { unlessGone } from "../htap.ts";

export type ClickHouseDetail = NonNullable<Operations["getClickHouseInstance"]["result"]["instance"]>;
export type ClickHouseNode = NonNullable<NonNullable<ClickHouseDetail["groups"]>[number]["nodes"]>[number];

/** A ClickHouse instance as the cloud shows it (4.16.16), if it is there. */
export async function detailOf(cloud: GaussDb, id: string): Promise<ClickHouseDetail | undefined> {
  const { parentId, ownId } = partsOf(id);
  const asked = { instance_id: parentId, clickhouse_instance_id: ownId };
  const detail = (await unlessGone(cloud, id, () => cloud.get("getClickHouseInstance", asked)))?.instance;
  return detail?.id && detail.status !== "deleted" ? detail : undefined;
}

/** The nodes of an instance, the primary first. */
export function nodesOf(detail: ClickHouseDetail): ClickHouseNode[] {
  const nodes = (detail.groups ?? []).flatMap(({ nodes }) => nodes ?? []);
  return nodes.sort((one, other) => rank(one) - rank(other) || one.id.localeCompare(other.id));
}

function rank({ type }: ClickHouseNode): number {
  return type === "master" ? 0 : 1;
}

const largestGb = 32_000;

/**
 * GB of each node's disk. The unit of the answer is not said: the documented 500000000000 can only be bytes, and what is
 * no larger than a disk may be is GB (4.16.16).
 */
export function capacityOf(detail: ClickHouseDetail): number | undefined {
  const size = Number(nodesOf(detail)[0]?.volume?.size);
  if (!(size > 0)) return undefined;
  return size > largestGb ? Math.round(size / 1e9) : size;
}

/** Returns when a change is to be seen: its job may be one that cannot be queried. */
export async function shown(
  cloud: GaussDb,
  id: string,
  what: string,
  isShown: (detail: ClickHouseDetail) => boolean,
): Promise<void> {
  await cloud.wait({
    what,
    async look() {
      const detail = await detailOf(cloud, id);
      if (detail === undefined) throw new Error("The ClickHouse instance does not exist any more.");
      return isShown(detail) ? { done: undefined } : { now: "not shown yet" };
    },
  });
}
