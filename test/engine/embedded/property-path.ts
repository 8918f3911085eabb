import { isRecord, isSecret } from "./property-values.ts";

/** `source.hosts[0]["odd.key"]`, taken apart. `*` stands for any key or index. */
export type PropertyPath = readonly (string | number)[];

export function parsePath(text: string): PropertyPath {
  const parts: (string | number)[] = [];
  for (const [, quoted, index, name] of text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g)) {
    if (quoted !== undefined) parts.push(quoted.replaceAll(/\\(.)/g, "$1"));
    else if (index !== undefined) parts.push(index === "*" ? "*" : Number(index));
    else if (name !== undefined) parts.push(name);
  }
  return parts;
}

/** Whether a path names this value or one that it is part of. */
export function covers(outer: PropertyPath, inner: PropertyPath): boolean {
  return outer.length <= inner.length && outer.every((part, index) => part === "*" || part === inner[index]);
}

/**
 * Puts the old value at a path back into the new properties.
 *
 * @returns false when the path leads through something that only one of them has.
 */
export function resetPath([first, ...rest]: PropertyPath, old: unknown, changed: unknown): boolean {
  if (first === undefined) return true;
  const from = isSecret(old) ? old.value : old;
  if (isSecret(changed)) return resetPath([first, ...rest], from, changed.value);
  if (first === "*") return keysOf(changed).every((key) => resetPath([key, ...rest], from, changed));
  if (!isContainer(changed)) return !isContainer(from);
  if (!isContainer(from)) return false;
  if (rest.length > 0) {
    if (changed[first] === undefined && from[first] === undefined) return true;
    return resetPath(rest, from[first], changed[first]);
  }
  if (Array.isArray(changed) && (from[first] === undefined) !== (changed[first] === undefined)) return false;
  if (from[first] === undefined) delete changed[first];
  else changed[first] = structuredClone(from[first]);
  return true;
}

type Container = Record<string | number, unknown>;

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || (isRecord(value) && !isSecret(value));
}

function keysOf(value: unknown): (string | number)[] {
  if (Array.isArray(value)) return [...value.keys()];
  return isContainer(value) ? Object.keys(value) : [];
}

/** What is at a path, if anything. */
export function valueAt(path: PropertyPath, value: unknown): unknown {
  return path.reduce((found, part) => (isContainer(found) ? found[part] : undefined), value);
}
