import { z } from "zod";
import { remembered } from "../http/remembered.ts";
import { member } from "./member.ts";
import { at, isRecord, join } from "./path.ts";
import type { Part, Rule, Shape } from "./resource.ts";
import { containsUnknown, unknown } from "./unknown.ts";

/** Something wrong with an input; `message` never shows a value. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

interface Kind extends Part<never, Shape> {
  readonly token: string;
  readonly aspects: readonly Part<never, Shape>[];
}

/** `adopt` belongs to every kind. */
export const adopt = z
  .string()
  .min(1)
  .optional()
  .describe(
    "Id of an existing object to take over instead of creating one. Nothing is changed at it: live values are recorded, " +
      "and what differs from the program shows in the next preview. Counts only at creation.",
  );

/** All inputs of a kind, those of its aspects included: made once, because zod prepares a schema when it is first used. */
export const inputSchema = remembered((kind: Kind) =>
  z.object(Object.assign({}, kind.inputs, ...kind.aspects.map((aspect) => aspect.inputs), { adopt })),
);

/** Every input of a kind. */
export function inputShape(kind: Kind): Readonly<Record<string, z.ZodType>> {
  return inputSchema(kind).shape;
}

/** Everything that is wrong with the inputs, at once. What is unknown yet is not judged. */
export function problems(kind: Kind, inputs: Readonly<Record<string, unknown>>): Problem[] {
  const schema = inputSchema(kind);
  const parsed = schema.safeParse(inputs);
  const issues = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => explain(issue, inputs, ""))),
    ...strangers(schema, inputs, ""),
  ];
  const broken = issues.map(({ path }) => path);
  const parts: readonly Part<never, Shape>[] = [kind, ...kind.aspects];
  return [...issues, ...parts.flatMap(({ rules = [] }) => rules.flatMap((rule) => judge(rule, inputs, broken)))];
}

function judge(
  rule: Rule<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>>,
  broken: string[],
): Problem[] {
  const touched = (path: string) => broken.some((other) => isWithin(other, path) || isWithin(path, other));
  if (rule.of.some((path) => containsUnknown(at(inputs, path)) || hasUnknownAncestor(inputs, path) || touched(path)))
    return [];
  const message = rule.refuse(inputs);
  return message === undefined ? [] : [{ path: rule.of[0], message }];
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** Properties that do not exist, at any depth: zod passes over them unless an object is strict. */
function strangers(schema: z.core.$ZodType, value: unknown, path: string): Problem[] {
  const bare = member(schema, value);
  if (bare instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, index) => strangers(bare.element, item, join(path, index)));
  }
  if (bare instanceof z.ZodRecord && isRecord(value)) {
    return Object.entries(value).flatMap(([key, item]) => strangers(bare.valueType, item, join(path, key)));
  }
  if (!(bare instanceof z.ZodObject) || !isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const property = Object.hasOwn(bare.shape, key) ? bare.shape[key] : undefined;
    if (property) return strangers(property, item, join(path, key));
    return bare.def.catchall || item === undefined ? [] : [stranger(join(path, key))];
  });
}

function stranger(path: string): Problem {
  return { path, message: "there is no such property" };
}

function hasUnknownAncestor(inputs: Readonly<Record<string, unknown>>, path: string): boolean {
  const steps = path.split(".");
  return steps.some((_, index) => at(inputs, steps.slice(0, index).join(".")) === unknown);
}

/** Zod's issue in our words, or nothing when the value in question is unknown. */
function explain(issue: z.core.$ZodIssue, root: unknown, base: string): Problem[] {
  const path = issue.path.reduce<string>(join, base);
  const value = issue.path.reduce<unknown>((part, key) => step(part, key), root);
  if (issue.path.some((_, index) => issue.path.slice(0, index).reduce<unknown>(step, root) === unknown)) return [];
  // A check of a whole list or map cannot be judged while a part of it is unknown.
  if (value === unknown || (issue.code === "custom" && containsUnknown(value))) return [];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => stranger(join(path, key)));
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map((inner) => ({ path, message: `its name ${words(inner, issue.path.at(-1))}` }));
  }
  if (issue.code === "invalid_union") return explainUnion(issue, value, path);
  return [{ path, message: words(issue, value) }];
}

/** Of a union's members, the one that the value is meant to be tells what is wrong. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown, path: string): Problem[] {
  const members = issue.errors.map((issues) => ({
    found: issues.flatMap((inner) => explain(inner, value, path)),
    misfit: issues.reduce((sum, inner) => sum + weight(inner, value), 0),
  }));
  if (members.some(({ found }) => found.length === 0)) return [];
  const [nearest] = members.sort((one, other) => one.misfit - other.misfit);
  return nearest?.found ?? [{ path, message: words(issue, value) }];
}

/** How much an issue speaks against a member of a union: another type, another key or tag, what is missing, the rest. */
function weight(issue: z.core.$ZodIssue, value: unknown): number {
  if (issue.path.length === 0 && issue.code !== "unrecognized_keys") return 100;
  const isTag = issue.path.length === 1 && issue.code === "invalid_value" && issue.values.length === 1;
  if (issue.code === "unrecognized_keys" || isTag) return 10;
  return issue.path.length === 1 && issue.path.reduce(step, value) === undefined ? 1 : 0.01;
}

function words(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map((allowed) => JSON.stringify(allowed)).join(", ")}`;
    case "too_small":
      return bound(issue, issue.minimum, issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return bound(issue, issue.maximum, issue.inclusive === false ? "less than" : "at most");
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    default:
      return issue.message;
  }
}

function bound(issue: { origin?: string; message: string }, limit: number | bigint, word: string): string {
  if (issue.origin === "string") return `must have ${word} ${limit} character${limit === 1 ? "" : "s"}`;
  if (issue.origin === "array" || issue.origin === "set")
    return `must have ${word} ${limit} item${limit === 1 ? "" : "s"}`;
  return `must be ${word} ${limit}`;
}

function article(type: string): string {
  const names: Record<string, string> = {
    record: "a map",
    object: "an object",
    array: "a list",
    int: "a whole number",
  };
  return names[type] ?? `a ${type}`;
}

function step(value: unknown, key: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isRecord(value) ? value[String(key)] : undefined;
}
