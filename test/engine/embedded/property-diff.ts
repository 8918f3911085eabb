import { isDeepStrictEqual } from "node:util";
import { covers, parsePath, resetPath } from "./property-path.ts";
import { isRecord, type Properties, plainProperties } from "./property-values.ts";

export type DiffKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";
export type DetailedDiff = Record<string, { diffKind: DiffKind; inputDiff: boolean }>;

/** What a provider answers to a diff, or the engine in its place. */
export interface Diff {
  /** Nothing where the provider leaves it to the engine. */
  readonly changes: boolean | undefined;
  /** Keys that ask for a replacement. */
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly detailedDiff?: DetailedDiff;
  readonly deleteBeforeReplace: boolean;
}

export const noDiff: Diff = { changes: false, replaceKeys: [], changedKeys: [], deleteBeforeReplace: false };

export function isReplacement({ replaceKeys, detailedDiff }: Diff): boolean {
  return (
    replaceKeys.length > 0 || Object.values(detailedDiff ?? {}).some(({ diffKind }) => diffKind.endsWith("replace"))
  );
}

/** The engine's own diff, of recorded and new inputs, where the provider has no opinion. */
export function decided(diff: Diff, oldInputs: Properties, newInputs: Properties): Diff {
  if (diff.changes !== undefined) return diff;
  const detailedDiff: DetailedDiff = {};
  compare("", plainProperties(oldInputs), plainProperties(newInputs), detailedDiff);
  const changedKeys = [...new Set(Object.keys(detailedDiff).map((path) => String(parsePath(path)[0])))];
  return changedKeys.length > 0 ? { ...diff, changes: true, changedKeys, detailedDiff } : { ...diff, changes: false };
}

/** New inputs in which what the program wants ignored is as it was, and the paths that are not there. */
export function ignoring(
  newInputs: Properties,
  oldInputs: Properties,
  paths: readonly string[],
): { readonly inputs: Properties; readonly invalid: readonly string[] } {
  const inputs = structuredClone(newInputs);
  const invalid = paths.filter((path) => !resetPath(parsePath(path), oldInputs, inputs));
  return { inputs, invalid };
}

/** Lets changes replace where the program says so. It needs keys or paths from the provider. */
export function replacingOn(diff: Diff, paths: readonly string[], hasInitErrors: boolean): Diff {
  if (diff.changes !== true && !hasInitErrors) return diff;
  const wanted = paths.map(parsePath);
  const isWanted = (path: string) => wanted.some((one) => covers(one, parsePath(path)));
  const healing = hasInitErrors && isWanted(initErrorKey) ? [initErrorKey] : [];
  return {
    ...diff,
    changes: diff.changes || healing.length > 0,
    replaceKeys: [...new Set([...diff.replaceKeys, ...diff.changedKeys.filter(isWanted), ...healing])],
    ...(diff.detailedDiff ? { detailedDiff: marked(diff.detailedDiff, isWanted) } : {}),
  };
}

/** The diff seen from the other side: what a refresh has found. */
export function inverted(diff: Diff): Diff {
  if (!diff.detailedDiff) return diff;
  const entries = Object.entries(diff.detailedDiff).map(([path, { diffKind, inputDiff }]) => [
    path,
    { diffKind: opposite(diffKind), inputDiff },
  ]);
  return { ...diff, detailedDiff: Object.fromEntries(entries) };
}

const initErrorKey = "#initerror";

function marked(detailedDiff: DetailedDiff, isWanted: (path: string) => boolean): DetailedDiff {
  const entries = Object.entries(detailedDiff).map(([path, { diffKind, inputDiff }]) => {
    const kind = isWanted(path) && !diffKind.endsWith("replace") ? `${diffKind}-replace` : diffKind;
    return [path, { diffKind: kind, inputDiff }];
  });
  return Object.fromEntries(entries) as DetailedDiff;
}

function opposite(kind: DiffKind): DiffKind {
  if (kind.startsWith("add")) return kind.replace("add", "delete") as DiffKind;
  return kind.replace("delete", "add") as DiffKind;
}

function compare(path: string, old: unknown, next: unknown, into: DetailedDiff): void {
  if (isDeepStrictEqual(old, next)) return;
  if (isRecord(old) && isRecord(next)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
      compare(join(path, key), old[key], next[key], into);
    }
    return;
  }
  if (Array.isArray(old) && Array.isArray(next)) {
    const length = Math.max(old.length, next.length);
    for (let index = 0; index < length; index++) compare(`${path}[${index}]`, old[index], next[index], into);
    return;
  }
  into[path] = { diffKind: kindOf(old, next), inputDiff: true };
}

function kindOf(old: unknown, next: unknown): DiffKind {
  if (old === undefined) return "add";
  return next === undefined ? "delete" : "update";
}

function join(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
