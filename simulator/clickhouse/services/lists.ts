import { isIP } from "node:net";
import { refuse } from "../envelope.ts";
import type { IpAccessListEntry, Tag } from "../store.ts";

/** A change to a list: what is removed goes first, what is not there is removed without a word. */
export interface Change<T> {
  add?: T[];
  remove?: T[];
}

/** Requires addresses or ranges in CIDR form. */
export function requireSources(entries: readonly IpAccessListEntry[] = []): void {
  const wrong = entries.findIndex(({ source }) => !isSource(source));
  if (wrong >= 0) refuse("BAD_REQUEST", `ipAccessList entry ${wrong} has no valid IP address or CIDR as its source`);
}

function isSource(source: string) {
  const [address = "", bits, ...rest] = source.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** An access list after a change. Entries are known by their source and stay in the order in which they came. */
export function changedAccessList(present: readonly IpAccessListEntry[], change: Change<IpAccessListEntry>) {
  requireSources(change.add);
  return changed(present, change, (entry, other) => entry.source === other.source);
}

/** Tags after a change. A tag to be removed is known by its key and, if it names one, its value. */
export function changedTags(present: readonly Tag[], { add = [], remove = [] }: Change<Tag>): Tag[] {
  const isRemoved = (tag: Tag) =>
    remove.some(({ key, value }) => key === tag.key && (value === undefined || value === (tag.value ?? "")));
  const kept = present.filter((tag) => !isRemoved(tag));
  const tags = changed(kept, { add }, (tag, other) => tag.key === other.key);
  if (tags.length > 50) refuse("BAD_REQUEST", "A service can have at most 50 tags");
  return tags;
}

/** Ids of private endpoints after a change. */
export function changedIds(present: readonly string[], change: Change<string>): string[] {
  return changed(present, change, (id, other) => id === other);
}

function changed<T>(present: readonly T[], { add = [], remove = [] }: Change<T>, isSame: (a: T, b: T) => boolean): T[] {
  const list = present.filter((item) => !remove.some((removed) => isSame(item, removed)));
  for (const item of add) {
    const index = list.findIndex((other) => isSame(other, item));
    list.splice(index < 0 ? list.length : index, index < 0 ? 0 : 1, item);
  }
  return list;
}
