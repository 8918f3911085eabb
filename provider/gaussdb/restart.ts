import { z } from "zod";
import { option } from "../runtime/traits.ts";
import type { GaussDb } from "./gaussdb.ts";
import { type Once, once } from "./once.ts";
import { onceInWindow } from "./once-in-window.ts";

/** When a restart happens. A change of it alone restarts nothing. */
export const delay = option(z.boolean().default(false)).describe(
  "Restart in the maintenance window of the instance, which is not waited for, instead of at once. Default false.",
);

/** Restarts an instance or a node of it. The task center documents no name for the restart of a node (4.13.2). */
export async function restartOnce(
  cloud: GaussDb,
  instanceId: string,
  { delay, ...how }: Pick<Once, "begin" | "toOneOfSeveral"> & { readonly delay: boolean },
): Promise<void> {
  const restart = { what: "restarting", usual: "1 to 3 min", job: /(Reboot|Restart)(?!.*Proxy)/i, ...how };
  await (delay ? onceInWindow(cloud, instanceId, restart) : once(cloud, instanceId, restart));
}
