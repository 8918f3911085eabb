import type { ClickHouse } from "../clickhouse.ts";

/** States that pass by themselves. */
const passing = ["provisioning", "starting", "awaking", "stopping", "terminating", "softdeleting"];
/** States of a service that is gone, though the API may still show it. */
const goneStates = ["terminated", "softdeleting", "softdeleted"];

export const isGone = (state: string | undefined): boolean => goneStates.includes(state ?? "");

/** Waits for a state that stays, and that is `reached`; answers it, or nothing when the service is gone. */
export async function settled(
  cloud: ClickHouse,
  serviceId: string,
  what: string,
  reached: (state: string) => boolean = () => true,
): Promise<string | undefined> {
  return cloud.wait({
    what,
    usual: "1 to 5 min",
    async look() {
      const state = (await cloud.services.get(serviceId))?.state;
      if (state === undefined || isGone(state)) return { done: undefined };
      return passing.includes(state) || !reached(state) ? { now: state } : { done: state };
    },
  });
}
