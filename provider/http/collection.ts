import DataLoader from "dataloader";

/** Objects of one kind, in one place: what is asked for at nearly the same time is answered by one call. */
export interface Collection<T> {
  /** `undefined`: there is no such object. */
  get(id: string): Promise<T | undefined>;
  list(): Promise<T[]>;
}

const windowMs = 50;

/** A collection over a read of one and a list of all. No answer is kept beyond the window in which it was asked for. */
export function collection<T>(source: {
  one(id: string): Promise<T | undefined>;
  all(): Promise<T[]>;
  idOf(item: T): string;
}): Collection<T> {
  const { one, all, idOf } = source;
  const items = new DataLoader<string, T | undefined>(
    async (ids) => {
      const [only] = ids;
      if (ids.length === 1 && only !== undefined) return [await settled(one(only))];
      const listed = new Map((await all()).map((item) => [idOf(item), item]));
      // A list may lag behind: what it does not show is asked for by itself before it counts as gone.
      return Promise.all(ids.map((id) => listed.get(id) ?? settled(one(id))));
    },
    { cache: false, maxBatchSize: 1_000, batchScheduleFn: (run) => setTimeout(run, windowMs) },
  );
  const lists = new DataLoader<"all", T[]>(
    async (keys) => {
      const found = await all();
      return keys.map(() => found);
    },
    { cache: false, batchScheduleFn: (run) => setTimeout(run, windowMs) },
  );
  return { get: (id) => items.load(id), list: () => lists.load("all") };
}

/** One id's failure is that id's alone. */
function settled<T>(read: Promise<T>): Promise<T | Error> {
  return read.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}
