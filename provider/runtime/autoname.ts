import { createHash } from "node:crypto";
import type { NameRule } from "./traits.ts";

/**
 * A name from a resource's URN: the logical name, as far as the cloud allows it, and 7 hex digits of the URN's hash.
 * The same resource always gets the same name, so that a creation whose answer was lost can be found by it.
 */
export function autoname(urn: string, { maxLength, forbidden, separator = "-", letterFirst }: NameRule): string {
  const suffix = `${separator}${createHash("sha256").update(urn).digest("hex").slice(0, 7)}`;
  const logical = urn.split("::").slice(3).join("::").replaceAll(new RegExp(forbidden, "gu"), "");
  const readable = letterFirst !== undefined && !/^[A-Za-z]/.test(logical) ? `${letterFirst}${logical}` : logical;
  return `${readable.slice(0, maxLength - suffix.length)}${suffix}`;
}
