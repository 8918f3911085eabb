import DataLoader from "dataloader";

/** Objects of one kind, in one place: what is asked for at nearly the same time is answered by one call. */
export interface Collection<T> {
  /** `undefined`: there is no such object. */
  get(id: string): Promise<T | undefined>;
  list(): Promise<T[]>;
}

export interface Source<T> {
  one(id: string): Promise<T | undefined>;
  all(): Promise<T[]>;
  /** Several by their ids, where a cloud has a call for that. Default: the list of all. */
  several?(ids: readonly string[]): Promise<T[]>;
  idOf(item: T): string;
}

/** What arrives within this time shares a call: the engine sends each request in a message of its own. */
const windowMs = 50;
const options = { cache: false, maxBatchSize: 1_000, batchScheduleFn: (run: () => void) => setTimeout(run, windowMs) };

/** A collection over the calls of a cloud. No answer is kept beyond the window in which it was asked for. */
export function collection<T>({ one, all, several = all, idOf }: Source<T>): Collection<T> {
  const items = new DataLoader<string, T | undefined>(async (ids) => {
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) return [await settled(one(only))];
    const found = new Map((await several(ids)).map((item) => [idOf(item), item]));
    // A list may lag behind: what it does not show is asked for by itself before it counts as gone.
    return Promise.all(ids.map((id) => found.get(id) ?? settled(one(id))));
  }, options);
  const lists = new DataLoader<"all", T[]>(async (keys) => {
    const found = await all();
    return keys.map(() => found);
  }, options);
  return { get: (id) => items.load(id), list: () => lists.load("all") };
}

/** The same collection for an operation that may be interrupted while others wait for the same answer. */
export function interruptible<T>(shared: Collection<T>, signal: AbortSignal): Collection<T> {
  return {
    get: (id) => unlessAborted(shared.get(id), signal),
    list: () => unlessAborted(shared.list(), signal),
  };
}

function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** One id's failure is that id's alone. */
function settled<T>(read: Promise<T>): Promise<T | Error> {
  return read.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}
