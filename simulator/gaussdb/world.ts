import { createHash } from "node:crypto";
import type { CloudContext, Handler } from "../cloud.ts";
import { regions } from "./catalogue.ts";
import { addSystemTemplate } from "./parameter-templates/store.ts";
import { emptyStore, type Store } from "./store.ts";

/** Handlers by operationId. */
export type Handlers = Record<string, Handler>;

/** What every part of the simulated cloud works on. */
export interface World {
  readonly store: Store;
  /** Simulated time. */
  readonly clock: { now(): number; after(seconds: number, effect: () => void): void };
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

/** A fault inside the cloud, as opposed to one of the connection. */
export type CloudFault =
  | { readonly kind: "jobFails"; readonly reason: string }
  | { readonly kind: "jobNeverEnds" }
  | { readonly kind: "state"; readonly state: string };

/** A cloud without objects of the user. The account's own region has the project id of its credentials. */
export function newWorld({ clock, ids, credentials: { huawei }, takeFault }: CloudContext): World {
  const projects = new Map(regions.map((region) => [region as string, projectId(region)]));
  projects.set(huawei.region, huawei.projectId);
  let addresses = 0;
  const world: World = {
    store: emptyStore(),
    clock,
    projects,
    newId: (suffix) => `${ids.hex(32)}${suffix}`,
    newUuid: () => ids.uuid(),
    newAddress: () => {
      addresses += 1;
      return `192.168.${Math.floor(addresses / 250)}.${(addresses % 250) + 4}`;
    },
    takeFault,
  };
  addSystemTemplate(world);
  return world;
}

/** The id of a region's project is the same in every run. */
function projectId(region: string) {
  return createHash("md5").update(region).digest("hex");
}
