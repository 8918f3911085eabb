/**
 * A copy that Pulumi's protocol can carry. Whatever else were in it (`undefined`, a function, a `bigint`) would fail the
 * call after the cloud has done the work, or leave it unanswered.
 */
export function json<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "bigint" ? part.toString() : part))) as T;
}
