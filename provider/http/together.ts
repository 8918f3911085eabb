import { CloudError } from "./errors.ts";
import type { Operation } from "./operation.ts";
import { type Asked, type Participant, participant, sharedBy } from "./participant.ts";
import { remembered } from "./remembered.ts";

/** Work that a cloud does for several operations at once. */
export interface JointWork<Cloud, In, Out> {
  /** How long it usually takes: in the queue, the shorter goes first. */
  readonly minutes: number;
  /** How many can be served at once. Default: any number. */
  readonly most?: number;
  /** It makes something, so an interrupted operation waits a little to learn what has been made for it. */
  readonly makes?: boolean;
  /** Only what is of the same kind is done at once. Default: everything is. */
  kind?(input: In): string;
  /**
   * Serves all that is asked for, and returns when the next one may begin. What has no outcome by then has failed. When
   * the cloud refuses to serve several, each half is served by itself, so that nobody fails for another's fault.
   */
  carryOut(asked: readonly Asked<In, Out>[], at: Site<Cloud>): Promise<void>;
}

/** Where joint work is done. */
export interface Site<Cloud> {
  readonly place: string;
  /** The cloud until nobody waits for the work any more. */
  readonly cloud: Cloud;
  /** The cloud for a few seconds longer, to see what has been made. */
  readonly lastLook: Cloud;
}

/** Lets work begin when its turn has come; `during` gives an operation its view of the cloud. */
export type Turn<Cloud> = (
  place: string,
  minutes: number,
  work: (during: (operation: Operation) => Cloud) => Promise<void>,
) => Promise<void>;

/** Asks for something that is done together with what other operations ask for, and answers with its outcome. */
export type Together<Cloud> = <In, Out>(
  work: JointWork<Cloud, In, Out>,
  place: string,
  input: In,
  operation: Operation,
) => Promise<Out>;

/** So long after the last one to ask, no more are expected. */
const quietMs = 250;

/** Makes one piece of work of what several operations ask for, in the same place, at nearly the same time. */
export function together<Cloud>(turn: Turn<Cloud>): Together<Cloud> {
  const gatherings = new Map<unknown, (place: string) => (member: Participant<never, never>) => void>();
  return (work, place, input, operation) => {
    const at = gatherings.get(work) ?? remembered((place: string) => gathering(work, place, turn) as never);
    gatherings.set(work, at);
    const member = participant<typeof input, never>(input, operation, { lingers: work.makes ?? false });
    at(place)(member as never);
    return member.outcome;
  };
}

/** Those who wait for their turn; whoever comes before it has come is served in it. */
function gathering<Cloud, In, Out>(work: JointWork<Cloud, In, Out>, place: string, turn: Turn<Cloud>) {
  let waiting: Participant<In, Out>[] = [];
  let timer: NodeJS.Timeout | undefined;
  const taken = () => {
    const members = waiting;
    waiting = [];
    return members;
  };
  const serve = async (during: (operation: Operation) => Cloud) => {
    for (const members of calls(work, taken())) await carryOut(work, members, place, during);
  };
  const ask = () =>
    turn(place, work.minutes, serve).catch((error: unknown) => {
      for (const member of taken()) member.reject(error);
    });
  return (member: Participant<In, Out>) => {
    waiting.push(member);
    clearTimeout(timer);
    timer = setTimeout(ask, quietMs);
  };
}

/** Who is served by which call. */
function calls<In, Out>({ kind, most }: JointWork<never, In, Out>, members: readonly Participant<In, Out>[]) {
  const kinds = Map.groupBy(members, ({ input }) => kind?.(input));
  return [...kinds.values()].flatMap((same) => {
    const size = most ?? same.length;
    return Array.from({ length: Math.ceil(same.length / size) }, (_, index) =>
      same.slice(index * size, (index + 1) * size),
    );
  });
}

async function carryOut<Cloud, In, Out>(
  work: JointWork<Cloud, In, Out>,
  members: readonly Participant<In, Out>[],
  place: string,
  during: (operation: Operation) => Cloud,
): Promise<void> {
  const asked = members.filter((member) => member.begin());
  if (asked.length === 0) return;
  const shared = sharedBy(asked);
  try {
    const [cloud, lastLook] = [during(shared.operation), during(shared.lastLook)];
    await work.carryOut(asked, { place, cloud, lastLook });
    for (const member of asked) member.reject(new Error("It ended without an outcome."));
  } catch (error) {
    const left = asked.filter((member) => member.isWaiting());
    if (asked.length > 1 && isRefusal(error)) {
      const half = Math.ceil(left.length / 2);
      await carryOut(work, left.slice(0, half), place, during);
      await carryOut(work, left.slice(half), place, during);
    }
    for (const member of left) member.reject(error);
  } finally {
    shared.release();
  }
}

/** The cloud has read what was asked for, and did nothing. */
function isRefusal(error: unknown): boolean {
  return error instanceof CloudError && [400, 404, 409, 422].includes(error.status ?? 0);
}
