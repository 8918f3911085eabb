import { z } from "zod";

/** A moment, as programs write it. */
export const time = z.iso.datetime({ offset: true, error: "must be a time such as 2026-01-31T18:00:00Z" });

/** A moment of the cloud, which writes offsets without a colon, as RFC 3339 in UTC. What has no offset stays as it is. */
export function rfc3339(text: string | null | undefined): string | undefined {
  const [, local, offset] = /^(\d{4}-\d\d-\d\dT[\d:.]+)(Z|[+-]\d\d:?\d\d)$/.exec(text ?? "") ?? [];
  const ms = Date.parse(`${local}${offset?.replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
  return Number.isNaN(ms) ? text || undefined : new Date(ms).toISOString();
}
