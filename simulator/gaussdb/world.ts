import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { CloudContext, CloudFault, Handler } from "../cloud.ts";
import { regions } from "./catalogue.ts";
import { addSystemTemplate } from "./parameter-templates/store.ts";
import { emptyStore, type Store } from "./store.ts";

/** Handlers by operationId. */
export type Handlers = Record<string, Handler>;

/** What every part of the simulated cloud works on. */
export interface World {
  readonly store: Store;
  /** Simulated time. */
  readonly clock: Pick<Clock, "now" | "after">;
  /** Projects of the account: id by region. */
  readonly projects: ReadonlyMap<string, string>;
  /** An id such as `…in07`: 32 hexadecimal digits and a suffix. */
  newId(suffix: string): string;
  /** An id in UUID form. */
  newUuid(): string;
  /** The next free address of a subnet. */
  newAddress(): string;
  /** The fault that an administrator has ordered for the job or object that the current request makes. */
  takeFault(): CloudFault | undefined;
}

/** A cloud without objects of the user. */
export function newWorld({ clock, ids, takeFault }: CloudContext): World {
  let addresses = 0;
  const world: World = {
    store: emptyStore(),
    clock,
    projects: new Map(regions.map((region) => [region, projectIdOf(region)])),
    newId: (suffix) => `${ids.hex(32)}${suffix}`,
    newUuid: () => ids.uuid(),
    newAddress: () => {
      addresses += 1;
      return `192.168.${Math.floor(addresses / 250)}.${(addresses % 250) + 4}`;
    },
    takeFault,
  };
  fill(world);
  return world;
}

/** Gives a cloud without objects what comes with an account. */
export function fill(world: World): void {
  for (const [region, id] of world.projects) world.store.projects.set(id, { id, region, recycle_days: 7 });
  addSystemTemplate(world);
}

/** The id of the project that the account has in a region; it is the same in every run. */
export function projectIdOf(region: string): string {
  return createHash("md5").update(region).digest("hex");
}
