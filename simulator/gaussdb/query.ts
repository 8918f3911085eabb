/** A query parameter as text; `undefined` if it was not sent. */
export function text(value: unknown): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === null ? undefined : String(first);
}

/** The part of a list that `offset` and `limit` ask for. */
export function page<T>(items: readonly T[], query: Record<string, unknown>, defaultLimit = 100): T[] {
  const offset = Number(text(query.offset) ?? 0);
  const limit = Number(text(query.limit) ?? defaultLimit);
  return items.slice(offset, offset + limit);
}

/** Whether a value matches a filter: exactly, or, after a leading asterisk, in part. No filter matches all. */
export function matches(value: string, filter: string | undefined): boolean {
  if (filter === undefined) return true;
  return filter.startsWith("*") ? value.includes(filter.slice(1)) : value === filter;
}
