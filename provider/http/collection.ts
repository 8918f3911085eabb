import DataLoader from "dataloader";
import { background } from "./background.ts";
import { type Operation, oldestAnswerMs } from "./operation.ts";
import type { Turn } from "./rate-budget.ts";
import type { Traffic } from "./traffic.ts";

/** Objects of one kind, in one place: operations that ask for them at nearly the same time share the answers. */
export interface Collection<T> {
  /** `undefined`: there is no such object. */
  get(id: string): Promise<T | undefined>;
  list(): Promise<T[]>;
}

/** The calls of a cloud that tell about the objects. */
export interface Source<T> {
  /** One by its id. Left out where only the list shows the objects. */
  one?(id: string, running: Operation): Promise<T | undefined>;
  all(running: Operation): Promise<T[]>;
  /** Several by their ids, where a cloud has a call for that. Default: the list of all. */
  several?(ids: readonly string[], running: Operation): Promise<T[]>;
  idOf(item: T): string;
}

/** What arrives within this time shares a call: the engine sends each request in a message of its own. */
const windowMs = 50;
const uninterrupted = new AbortController().signal;

/** What somebody wants to know, as of `since` or later: an object, or without an id, all. */
interface Question {
  readonly id?: string;
  readonly since: number;
}

/** What the cloud answers, or is about to, to a request that was not sent before `asked`. */
interface Answer<T> {
  readonly asked: number;
  readonly value: Promise<T>;
}

/** A collection over the calls of a cloud. Each operation has its own view of it, which is as fresh as it needs. */
export function collection<T>(traffic: Traffic, source: Source<T>): (operation: Operation) => Collection<T> {
  /** All of them were asked for after the list. */
  const objects = new Map<string, Answer<T | undefined>>();
  let list: Answer<T[]> | undefined;
  /** When the cloud was asked of late. */
  let moments: number[] = [];
  let turn: Turn | undefined;
  let forgetting: NodeJS.Timeout | undefined;

  const questions = new DataLoader<Question, Answer<T[]> | Answer<T | undefined>>(async (asked) => ask(asked), {
    cache: false,
    // What waits for its turn has not been sent: whoever asks meanwhile joins it.
    batchScheduleFn: (send) =>
      setTimeout(async () => {
        turn = await traffic.budget.turn({ changes: false, signal: uninterrupted });
        send();
      }, windowMs),
  });

  function ask(together: readonly Question[]): (Answer<T[]> | Answer<T | undefined>)[] {
    forget();
    const running = background(turn);
    const now = performance.now();
    const ids = [...new Set(together.flatMap(({ id }) => id ?? []))];
    const { one, several } = source;
    if (one === undefined || together.some(({ id }) => id === undefined) || isListBetter(ids, together))
      askForAll(now, running);
    else if (several && ids.length > 1) askForSeveral(now, several(ids, running), ids);
    else for (const id of ids) keep(id, now, one(id, running));
    moments.push(now);
    return together.map(({ id }) => known(id, now) as Answer<T[]> | Answer<T | undefined>);
  }

  /** Those who could have shared what was asked for of late, had it been the list, will hardly be the last to ask. */
  function isListBetter(ids: readonly string[], together: readonly Question[]): boolean {
    const oldest = Math.min(...together.map(({ since }) => since));
    const shareable = moments.filter((moment) => moment >= oldest).length;
    return source.several ? shareable >= 2 : ids.length > 1 || shareable >= 1;
  }

  function askForAll(asked: number, running: Operation): void {
    const answer = { asked, value: source.all(running) };
    list = answer;
    objects.clear();
    answer.value.catch(() => {
      if (list === answer) list = undefined;
    });
  }

  function askForSeveral(asked: number, found: Promise<T[]>, ids: readonly string[]): void {
    for (const id of ids) keep(id, asked, orByItself(id, found));
  }

  function keep(id: string, asked: number, value: Promise<T | undefined>): Answer<T | undefined> {
    const answer = { asked, value };
    objects.set(id, answer);
    value.catch(() => {
      if (objects.get(id) === answer) objects.delete(id);
    });
    return answer;
  }

  /** A list may lag behind: what it does not show is asked for by itself before it counts as gone. */
  async function orByItself(id: string, found: Promise<T[]>): Promise<T | undefined> {
    return (await found).find((item) => source.idOf(item) === id) ?? source.one?.(id, background());
  }

  function known(id: string | undefined, since: number): Answer<T[]> | Answer<T | undefined> | undefined {
    const listed = list && list.asked >= since ? list : undefined;
    if (id === undefined) return listed;
    const own = objects.get(id);
    if (own && own.asked >= since) return own;
    return listed && keep(id, listed.asked, orByItself(id, listed.value));
  }

  /** No answer outlives the time in which it may serve somebody. */
  function forget(): void {
    const oldest = performance.now() - oldestAnswerMs;
    moments = moments.filter((moment) => moment >= oldest);
    if (list && list.asked < oldest) list = undefined;
    for (const [id, { asked }] of objects) if (asked < oldest) objects.delete(id);
    clearTimeout(forgetting);
    forgetting = setTimeout(() => {
      list = undefined;
      objects.clear();
    }, oldestAnswerMs);
    forgetting.unref();
  }

  return (operation) => {
    async function answer(id?: string): Promise<T[] | T | undefined> {
      const since = Math.max(operation.since, traffic.changed);
      const question = id === undefined ? { since } : { id, since };
      const { asked, value } = known(id, since) ?? (await unlessAborted(questions.load(question), operation.signal));
      const found = await unlessAborted<T[] | T | undefined>(value, operation.signal);
      operation.seen = Math.max(operation.seen, asked);
      return found;
    }
    return {
      get: (id) => answer(id) as Promise<T | undefined>,
      list: () => answer() as Promise<T[]>,
    };
  };
}

/** Others may wait for the same answer: an interruption ends the waiting of one. */
function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
