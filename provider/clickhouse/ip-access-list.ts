import { z } from "zod";
import type { Rule } from "../runtime/resource.ts";

/** An entry of a list of addresses that are let in. */
export const ipAccessEntry = z.object({
  source: z
    .string()
    .regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, "must be an IP address or a CIDR range such as 203.0.113.0/24")
    .describe("Address or CIDR range. `0.0.0.0/0` is everybody."),
  description: z.string().optional().describe("What the entry is for."),
});

type Entry = z.infer<typeof ipAccessEntry>;

export const oneEntryASource: Rule<{ ipAccessList?: readonly Entry[] | undefined }> = {
  of: ["ipAccessList"],
  refuse({ ipAccessList = [] }) {
    const sources = ipAccessList.map(({ source }) => source);
    const twice = sources.find((source, index) => sources.indexOf(source) !== index);
    return twice === undefined ? undefined : "must not have a source twice";
  },
};

/** Whether everybody is let in. */
export function isOpen(list: readonly { source: string }[] | undefined): boolean {
  return (list ?? []).some(({ source }) => ["0.0.0.0/0", "0.0.0.0", "::/0"].includes(source));
}
