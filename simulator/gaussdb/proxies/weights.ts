import { nodeOf, nodesOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseProxy, Instance } from "../store.ts";
import type { World } from "../world.ts";

/** A weight of a database node, as requests give it. */
export interface NodeWeight {
  id?: string;
  weight?: number;
}

/** The weights that a routing mode gives to nodes that are not named. */
export function usualWeights(
  world: World,
  instance: Instance,
  routeMode: number,
): Pick<DatabaseProxy, "master_weight" | "weights"> {
  const replicas = nodesOf(world, instance).filter(({ type }) => type === "slave");
  const weight = routeMode === 0 ? 100 : 1;
  return {
    master_weight: routeMode === 2 ? 1 : 0,
    weights: Object.fromEntries(replicas.map(({ id }) => [id, weight])),
  };
}

/** Refuses weights that a routing mode does not allow (DBS.270025) and nodes of other instances (DBS.212005). */
export function checkWeights(
  world: World,
  instance: Instance,
  { routeMode, master, nodes }: { routeMode: number; master: number | undefined; nodes: NodeWeight[] },
): void {
  const [lowest, highest] = routeMode === 0 ? [0, 1000] : [0, 1];
  const inRange = (weight: number) => weight >= lowest && weight <= highest;
  if (master !== undefined) {
    const fits = routeMode === 0 ? inRange(master) : master === (routeMode === 1 ? 0 : 1);
    if (!fits) refuse("DBS.270025", "primary node");
  }
  for (const { id = "", weight } of nodes) {
    nodeOf(world, instance, id);
    if (weight === undefined || !inRange(weight)) refuse("DBS.270025", id);
  }
}

/** Sets the weights that are named; the other nodes keep theirs. */
export function setWeights(
  world: World,
  instance: Instance,
  proxy: DatabaseProxy,
  master: number | undefined,
  nodes: NodeWeight[],
): void {
  proxy.master_weight = master ?? proxy.master_weight;
  for (const { id = "", weight = 0 } of nodes) {
    if (nodeOf(world, instance, id).type === "master") proxy.master_weight = weight;
    else proxy.weights[id] = weight;
  }
}
