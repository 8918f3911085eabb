import { z } from "zod";

/** A moment, as programs write it. */
export const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), "must be a time such as 2026-01-31T18:00:00Z");

/** A moment of the cloud, which writes offsets without a colon, as RFC 3339 in UTC. */
export function rfc3339(text: string | null | undefined): string | undefined {
  const [, local, sign, hours, minutes] = /^(.+)([+-])(\d\d):?(\d\d)$/.exec(text ?? "") ?? [];
  const ms = Date.parse(local === undefined ? (text ?? "") : `${local}${sign}${hours}:${minutes}`);
  return Number.isNaN(ms) ? text || undefined : new Date(ms).toISOString();
}
