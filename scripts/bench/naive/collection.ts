import type { Collection, Source } from "../../../provider/http/collection.ts";
import type { Operation } from "../../../provider/http/operation.ts";
import type { Traffic } from "../../../provider/http/traffic.ts";

/** Nothing is shared: each question is a call. */
export function collection<T>(_traffic: Traffic, source: Source<T>): (operation: Operation) => Collection<T> {
  return (operation) => ({
    get: async (id) =>
      source.one ? source.one(id, operation) : (await source.all(operation)).find((item) => source.idOf(item) === id),
    list: () => source.all(operation),
  });
}
