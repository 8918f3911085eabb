import { JobFailed } from "../http/errors.ts";
import type { Asked } from "../http/participant.ts";
import type { JointWork } from "../http/together.ts";
import type { GaussDb, Started } from "./gaussdb.ts";
import { idle } from "./jobs.ts";
import { chunks } from "./pages.ts";

/** So many databases or users of an instance one call takes (4.10, 4.11). */
const most = 50;

/** Sends one change for all that is asked for. */
type Send<In, Out> = (cloud: GaussDb, instanceId: string, inputs: readonly In[]) => Promise<Out>;

/** Makes all that is asked for by one call. Who asks is told when it is accepted, and follows its job. */
export function jointCreation<In>(what: string, send: Send<In, Started>): JointWork<GaussDb, In, Started> {
  return {
    minutes: 1,
    most,
    makes: true,
    async carryOut(asked, { place: instanceId, cloud }) {
      const started = await send(cloud, instanceId, inputsOf(asked));
      for (const one of asked) one.resolve(started);
      // The turn lasts until the instance is free again.
      await cloud.finished(started, what).catch(() => undefined);
    },
  };
}

/** Returns when what a joint creation was to make is there. */
export async function made(
  cloud: GaussDb,
  started: Started,
  what: string,
  look: () => Promise<unknown>,
): Promise<void> {
  await cloud.finished(started, what).catch(async (failure: unknown) => {
    // The job is for several objects: that it failed does not mean that it failed for this one.
    if (!(failure instanceof JobFailed) || (await look()) === undefined) throw failure;
  });
}

/** Returns when what a job may still be making would be there. */
export async function settled(cloud: GaussDb, instanceId: string, look: () => Promise<unknown>): Promise<void> {
  if ((await look()) === undefined) await idle(cloud, instanceId);
}

/** Changes all that is asked for by one call and one job. */
export function jointChange<In>(send: Send<In, unknown>): JointWork<GaussDb, In, void> {
  return {
    minutes: 1,
    most,
    async carryOut(asked, { place: instanceId, cloud }) {
      await send(cloud, instanceId, inputsOf(asked));
      for (const one of asked) one.resolve();
    },
  };
}

/** What several operations want to be gone, and how that is done by one call. */
export interface Removal<In> {
  /** What there is left of something. */
  remaining(cloud: GaussDb, instanceId: string, input: In): Promise<In | undefined>;
  /** `undefined`: by the cloud's word, something of it was gone already. */
  readonly send: Send<In, unknown>;
}

/** Removes all that is asked for by one call and one job. */
export function jointRemoval<In>({ remaining, send }: Removal<In>): JointWork<GaussDb, In, void> {
  async function leftOf(asked: readonly Asked<In, void>[], cloud: GaussDb, instanceId: string) {
    const inputs = await Promise.all(asked.map(({ input }) => remaining(cloud, instanceId, input)));
    return asked.flatMap((one, index) => {
      const input = inputs[index];
      if (input === undefined) one.resolve();
      return input === undefined ? [] : [{ ...one, input }];
    });
  }

  async function remove(left: readonly Asked<In, void>[], cloud: GaussDb, instanceId: string): Promise<void> {
    if (left.length === 0) return;
    const answer = await send(cloud, instanceId, inputsOf(left)).catch(async (failure: unknown) => {
      // A part of the job may be done, and a general code may mean that it was done before: the list tells.
      await leftOf(left, cloud, instanceId).catch(() => undefined);
      throw failure;
    });
    if (answer !== undefined || left.length === 1) {
      for (const one of left) one.resolve();
      return;
    }
    // Nothing of a call is carried out that has something in it which is gone, and the code does not say what.
    const rest = await leftOf(left, cloud, instanceId);
    const parts = rest.length < left.length ? [rest] : chunks(rest, Math.ceil(rest.length / 2));
    for (const part of parts) await remove(part, cloud, instanceId);
  }

  return {
    minutes: 1,
    most,
    async carryOut(asked, { place: instanceId, cloud }) {
      await remove(await leftOf(asked, cloud, instanceId), cloud, instanceId);
    },
  };
}

function inputsOf<In>(asked: readonly Asked<In, never>[]): In[] {
  return asked.map(({ input }) => input);
}
