import type { GaussDb, Job, Started } from "./gaussdb.ts";

/** An order of which nothing is to be seen for so long waits for somebody, nearly always to pay it. */
const patienceMs = 10 * 60_000;

/** An order by its id; if that is not known, by the instance that it is about. */
type Order = Pick<Started, "order_id"> & { readonly instance_id?: string };

/**
 * Follows an order. No operation tells what becomes of one, but the jobs that carry it out name it (4.13.2). Each call
 * answers what to tell the user meanwhile; it throws when the order waits for a person.
 */
export function orderFollower(cloud: GaussDb, what: string, { order_id, instance_id }: Order): () => Promise<string> {
  const name = order_id ? `order ${order_id}` : "its order";
  const isOfOrder = (job: Job) => (order_id ? job.order_id === order_id : job.instance_id === instance_id);
  let idleSince = Date.now();
  let job: Job | undefined;
  return async () => {
    const running = (await cloud.jobs.list()).find(isOfOrder);
    job = running ?? job;
    if (running) {
      idleSince = Date.now();
      return `${name}: ${running.job_name}`;
    }
    // The list has those that run: one that has failed says so by itself.
    if (job) await cloud.finished(job, what);
    if (Date.now() - idleSince > patienceMs) {
      throw new Error(
        `${what}: ${name} was accepted, but nothing has been done about it for ${patienceMs / 60_000} min. It seems to ` +
          'wait for somebody to pay it: pay or cancel it in the billing center. The next "pulumi up" goes on from there.',
      );
    }
    return `${name} was accepted`;
  };
}

/** Returns when a change of a yearly/monthly or pay-per-use object shows: a job has ended by then, an order takes its time. */
export async function shown(
  cloud: GaussDb,
  started: Started | undefined,
  { what, usual, isShown }: { what: string; usual: string; isShown: () => Promise<boolean> },
): Promise<void> {
  const follow = started?.order_id ? orderFollower(cloud, what, started) : async () => "not shown yet";
  await cloud.wait({
    what,
    usual,
    look: async () => ((await isShown()) ? { done: undefined } : { now: await follow() }),
  });
}

/** How the orders that change an instance are paid: as the one that has made it. Pay-per-use has no orders. */
export function autoPay(state: Readonly<Record<string, unknown>>): "true" | "false" | undefined {
  const { chargeMode, isAutoPay } = (state.chargeInfo ?? {}) as { chargeMode?: string; isAutoPay?: boolean };
  if (chargeMode !== "prePaid") return undefined;
  return isAutoPay === false ? "false" : "true";
}
