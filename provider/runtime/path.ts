/** The value at a path such as `source.kafka.brokers`. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), value);
}

/**
 * A path with one more step, as Pulumi writes it: `source` and `kafka` make `source.kafka`, `tables` and 0 make
 * `tables[0]`, `tags` and `a.b` make `tags["a.b"]`.
 */
export function join(path: string, step: PropertyKey): string {
  if (typeof step === "number") return `${path}[${step}]`;
  const key = String(step);
  if (key === "" || /[.[\]"]/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The entries of a record whose keys are named. */
export function pick(record: Readonly<Record<string, unknown>>, keys: Iterable<string>): Record<string, unknown> {
  const named = [...keys].filter((key) => Object.hasOwn(record, key) && record[key] !== undefined);
  // `__proto__` is a key like any other.
  return Object.fromEntries(named.map((key) => [key, record[key]]));
}

/** A record with another one on top, at any depth. */
export function laidOver(
  top: Readonly<Record<string, unknown>>,
  base: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const parts = Object.entries(top).map(([key, part]) => {
    const below = Object.hasOwn(base, key) ? base[key] : undefined;
    return [key, isRecord(part) && isRecord(below) ? laidOver(part, below) : part];
  });
  return { ...base, ...Object.fromEntries(parts) };
}

/** What a table has for a name that may be any text: `constructor` is no entry of it. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
