import { z } from "zod";
import type { Rule, Shape, TimeLimits, Values } from "../runtime/resource.ts";
import { canonical, writeOnly } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource, type Started } from "./gaussdb.ts";
import { appearance, begun } from "./jobs.ts";
import { scheduledJobs } from "./scheduled-jobs.ts";

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
  /** It is done to one of several things in an instance, and its jobs do not tell to which. */
  readonly toOneOfSeveral?: true;
  begin(cloud: GaussDb): Promise<Started>;
}

/**
 * Does something at an instance and returns when it is done. What does it already is waited for instead, because an
 * interrupted run may have begun it. If the answer was lost, the job that has come since is looked for.
 */
export async function once(cloud: GaussDb, instanceId: string, wanted: Once): Promise<void> {
  const { what, usual, job, toOneOfSeveral = false, begin } = wanted;
  const work = async (cloud: GaussDb) => {
    const running = async () =>
      (await cloud.jobs.list()).flatMap(({ job_id, instance_id, job_name = "" }) =>
        instance_id === instanceId && job.test(job_name) ? [job_id] : [],
      );
    const before = await running();
    if (before.length > 0 && !toOneOfSeveral) return cloud.finished({ job_id: before.join() }, what, usual);
    const beginning = await begun(begin(cloud));
    const come = async () => (await running()).find((id) => !before.includes(id));
    const started = beginning.lost ? { job_id: await appearance(cloud, what, beginning, come) } : beginning.started;
    return cloud.finished(started, what, usual);
  };
  await cloud.exclusively(instanceId, work, { minutes: 2 });
}

/**
 * Lets something be done in the maintenance window of an instance, which can be a day away and is not waited for. If the
 * answer was lost, what has been scheduled since is looked for.
 */
export async function onceInWindow(cloud: GaussDb, instanceId: string, { what, job, begin }: Once): Promise<void> {
  const work = async (cloud: GaussDb) => {
    const scheduled = async () => {
      const jobs = await scheduledJobs(cloud);
      return jobs.filter(({ instance_id, job_name = "" }) => instance_id === instanceId && job.test(job_name));
    };
    const before = new Set((await scheduled()).map(({ job_id }) => job_id));
    const beginning = await begun(begin(cloud));
    if (!beginning.lost) return;
    await appearance(cloud, what, beginning, async () => (await scheduled()).find(({ job_id }) => !before.has(job_id)));
  };
  await cloud.exclusively(instanceId, work);
}
