import { z } from "zod";
import type { Rule, Shape, TimeLimits, Values } from "../runtime/resource.ts";
import { canonical, writeOnly } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource, type Started } from "./gaussdb.ts";
import { appearance, begun } from "./jobs.ts";

/** An operation that a program runs. It has no object of its own in the cloud. */
export interface OneShot<In extends Shape, Again extends Shape> {
  readonly token: `${string}:${string}`;
  readonly noun: string;
  readonly description: string;
  /** Where it runs. A change of these runs it at another place; what only steers it is an `option`. */
  readonly inputs: In;
  /** What it runs with: like one of `triggers`, a change of these runs it again. */
  readonly runsWith?: Again;
  readonly rules?: readonly Rule<Values<In> & Values<Again>>[];
  /** Said at preview when it is about to run: what restarts, or loses data. */
  readonly notice: string;
  readonly timeLimits: Omit<TimeLimits, "delete">;
  readonly parent?: { readonly token: `${string}:${string}`; readonly input: keyof In & string };
  idOf(inputs: Values<In>): string;
  /** The inputs that the id tells. `undefined`: what it runs at is gone. */
  read(at: { cloud: GaussDb; id: string }): Promise<Readonly<Record<string, unknown>> | undefined>;
  run(at: { cloud: GaussDb; id: string; inputs: Values<In> & Values<Again> }): Promise<void>;
}

/** Compared as a whole, so that having run without any is something else than not having run. */
const triggers = writeOnly(canonical(z.array(z.unknown()), (values) => values))
  .default([])
  .describe("Any values: when one of them changes, it runs again. Default none, so that it runs once.");

/** Runs when it is created, and again when its triggers change. Deleting it does nothing in the cloud. */
export function oneShot<const In extends Shape, const Again extends Shape = Record<never, never>>(
  definition: OneShot<In, Again>,
) {
  type Inputs = Values<In> & Values<Again>;
  const { idOf, inputs, runsWith = {}, notice, rules = [], run, timeLimits, ...own } = definition;
  const readNever = Object.entries(runsWith).map(([key, schema]) => [key, writeOnly(schema as z.ZodType)]);
  const running = aspect<Shape>({
    inputs: { ...Object.fromEntries(readNever), triggers },
    notice,
    update: ({ cloud, id, inputs, state }) => run({ cloud, id, inputs: { ...state, ...inputs } as Inputs }),
  });
  return resource({
    ...own,
    inputs,
    outputs: {},
    aspects: [running],
    rules: rules as readonly Rule<object>[],
    timeLimits: { ...timeLimits, delete: 10 },
    notice: () => notice,
    // To run it is an aspect: that it has run is known when Pulumi's state has the triggers, and not before.
    async create({ inputs, created }) {
      created(idOf(inputs as Values<In>));
    },
    find: async () => [],
    async delete() {
      // What it has done stays done.
    },
  });
}

/** Something that must not be done twice. */
export interface Once {
  /** What is going on, for example `restarting`. */
  readonly what: string;
  readonly usual?: string;
  /** The names of its jobs in the task center; not all of them are documented (4.13.2). */
  readonly job: RegExp;
  begin(cloud: GaussDb): Promise<Started>;
}

/**
 * Does something at an instance and returns when it is done. What does it already is waited for instead: it may be what
 * an interrupted run has begun. So is the job of a change whose answer was lost.
 */
export async function once(cloud: GaussDb, instanceId: string, { what, usual, job, begin }: Once): Promise<void> {
  const work = async (cloud: GaussDb) => {
    const runningJob = async () => {
      const jobs = await cloud.jobs.list();
      return jobs.find(({ instance_id, job_name = "" }) => instance_id === instanceId && job.test(job_name))?.job_id;
    };
    const earlier = await runningJob();
    if (earlier !== undefined) return cloud.finished({ job_id: earlier }, what, usual);
    const beginning = await begun(begin(cloud));
    const started = beginning.lost
      ? { job_id: await appearance(cloud, what, beginning, runningJob) }
      : beginning.started;
    return cloud.finished(started, what, usual);
  };
  await cloud.exclusively(instanceId, work, { minutes: 2 });
}
