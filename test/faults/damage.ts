import fc from "fast-check";

/** One thing that somebody gets wrong in a program. */
interface Damage {
  /** Where, counted over all places and modulo their number. */
  readonly place: number;
  readonly how: "replace" | "remove" | "wrap" | "addKey" | "empty";
  readonly junk: unknown;
  readonly key: string;
}

const junk = fc.oneof(
  fc.constantFrom<unknown>("", " ", "x".repeat(5_000), "0", -1, 0, 1.5, 1e300, true, false, null, [], {}, [[]], [null]),
  fc.constantFrom<unknown>("__proto__", "constructor", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
  fc.string({ unit: "grapheme" }),
  fc.jsonValue({ maxDepth: 3 }),
);

const key = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "prototype",
    "hasOwnProperty",
    "",
    "a.b",
    "[0]",
    '"',
    "passwort",
  ),
  fc.string({ maxLength: 12 }),
);

/** What is wrong with a program. */
export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({
    place: fc.nat(),
    how: fc.constantFrom<Damage["how"]>("replace", "remove", "wrap", "addKey", "empty"),
    junk,
    key,
  }),
  { minLength: 1, maxLength: 4 },
);

type Value = Record<string, unknown>;

/** A program with something wrong in it, and the secrets that stand in it by now. */
export function damaged(
  valid: Value,
  how: readonly Damage[],
  secretPaths: readonly string[],
): { readonly value: Value; readonly secrets: readonly string[] } {
  const value = JSON.parse(JSON.stringify(valid)) as Value;
  const secrets: string[] = [];
  for (const path of secretPaths) mark(value, path.split("."), secrets);
  for (const damage of how) strike(value, damage);
  return { value: JSON.parse(JSON.stringify(value)), secrets };
}

/** Puts texts that are easy to find in the places of secrets. */
function mark(value: unknown, [step = "", ...rest]: readonly string[], secrets: string[]): void {
  if (typeof value !== "object" || value === null) return;
  const parts = value as Value;
  for (const name of step === "*" ? Object.keys(parts) : [step]) {
    if (rest.length > 0) mark(parts[name], rest, secrets);
    else if (typeof parts[name] === "string") {
      const secret = `Sekret-${secrets.length}-Geheim!`;
      secrets.push(secret);
      parts[name] = secret;
    }
  }
}

function strike(root: Value, { place, how, junk, key }: Damage): void {
  const places = placesIn(root);
  const [parent, name] = places[place % places.length] ?? [root, key];
  const parts = parent as Value;
  const part = Object.hasOwn(parts, name) ? parts[name] : junk;
  if (how === "replace") set(parts, name, junk);
  else if (how === "wrap") set(parts, name, place % 2 === 0 ? [part] : { [key]: part });
  else if (how === "empty") set(parts, name, Array.isArray(part) ? [] : {});
  else if (how === "remove") delete parts[name];
  else set(parts, key, junk);
}

/** As JSON does it: `__proto__` is a key as any other. */
function set(parts: Value, name: string, value: unknown): void {
  Object.defineProperty(parts, name, {
    value: structuredClone(value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** Every place of a value, as what holds it and the key in it. */
function placesIn(value: unknown): readonly (readonly [object, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [[value, name] as const, ...placesIn(part)]);
}
