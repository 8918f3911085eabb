import { availableParallelism } from "node:os";
import type { OperationOptions, Program } from "../../test/faults/stack.ts";
import { naiveProvider } from "./naive.ts";
import { configuredServices, furnishedInstances, instancesWithReplicas, servicesWithPipes } from "./programs.ts";
import { repetitions } from "./sample.ts";
import { inSimulatedTime, refreshCalls, type Update, update } from "./simulated-stack.ts";

/** The same work done in several ways, so many times each. */
export type Ways<T> = Readonly<Record<"wide" | "usual" | "naive", readonly T[]>>;

/** What waits most of its time, measured in simulated time. */
export interface Simulated {
  /** Calls of refreshes without changes. */
  readonly refreshOfServices: Ways<number>;
  readonly refreshOfInstances: Ways<number>;
  readonly refreshOfConfigurations: Ways<number>;
  readonly refreshOfContents: Ways<number>;
  readonly services: Ways<Update>;
  readonly instances: Ways<Update>;
  readonly oneReplica: Ways<Update>;
  readonly nineReplicas: Ways<Update>;
}

/** The programs that are brought up; the refreshes are of larger ones. */
export const programs = {
  services: servicesWithPipes(20, 2),
  instances: instancesWithReplicas(20, 2, { proxy: true }),
};

/** So many steps at a time run in the engine, unless somebody says otherwise. */
export const usualWidth = 4 * availableParallelism();
export const wideWidth = 64;

/** Does all that is to be measured in simulated time. */
export async function simulated(): Promise<Simulated> {
  const ways: Readonly<Record<keyof Ways<unknown>, OperationOptions>> = {
    wide: { parallel: wideWidth },
    usual: { parallel: usualWidth },
    naive: { parallel: wideWidth, load: await naiveProvider() },
  };

  async function refreshes(program: Program): Promise<Ways<number>> {
    return inSimulatedTime(0, async (world) => {
      await update(world, program, ways.wide);
      return inEachWay((how) => refreshCalls(world, how));
    });
  }

  const updates = (...steps: readonly Program[]): Promise<Ways<Update>> =>
    inEachWay((how, turn) =>
      inSimulatedTime(turn, async (world) => {
        const done: Update[] = [];
        for (const program of steps) done.push(await update(world, program, how));
        return done.at(-1) as Update;
      }),
    );

  async function inEachWay<T>(measure: (how: OperationOptions, turn: number) => Promise<T>): Promise<Ways<T>> {
    const results = { wide: [] as T[], usual: [] as T[], naive: [] as T[] };
    for (const way of ["wide", "usual", "naive"] as const) {
      for (let turn = 1; turn <= repetitions; turn += 1) results[way].push(await measure(ways[way], turn));
    }
    return results;
  }

  return {
    refreshOfServices: await refreshes(servicesWithPipes(50, 4)),
    refreshOfInstances: await refreshes(instancesWithReplicas(100, 2, { proxy: true })),
    refreshOfConfigurations: await refreshes(configuredServices(20)),
    refreshOfContents: await refreshes(furnishedInstances(20)),
    services: await updates(programs.services),
    instances: await updates(programs.instances),
    oneReplica: await updates(instancesWithReplicas(1, 0), instancesWithReplicas(1, 1)),
    nineReplicas: await updates(instancesWithReplicas(1, 0), instancesWithReplicas(1, 9)),
  };
}
