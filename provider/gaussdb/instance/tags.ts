import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

const key = z
  .string()
  .max(36)
  .regex(/^[0-9A-Za-z_\-\u4E00-\u9FFF]+$/, "a key must be 1 to 36 letters, digits, underscores and hyphens");
const value = z
  .string()
  .max(43)
  .regex(/^[0-9A-Za-z_.\-\u4E00-\u9FFF]*$/, "must be at most 43 letters, digits, full stops, underscores and hyphens");

export const tags = aspect({
  inputs: {
    tags: fallback(
      z.record(key, value).refine((tags) => Object.keys(tags).length <= 10, "must have at most 10 tags"),
      {},
    )
      .optional()
      .describe(
        "Tags by key, at most 10: keys up to 36 and values up to 43 letters, digits, `_`, `-`, values also `.` (4.9.3). " +
          "All tags of the instance are managed, but those that begin with `_sys_`.",
      ),
  },
  async read({ cloud, id }) {
    const tags = (await cloud.instances.get(id))?.tags ?? [];
    const pairs = tags.map(({ key = "", value = "" }): [string, string] => [key, value]);
    return { tags: Object.fromEntries(pairs.filter(([key]) => !key.startsWith("_sys_"))) };
  },
  async update({ cloud, id, inputs: { tags }, live: { tags: before = {} } }) {
    const removed = Object.entries(before).filter(([key, value]) => tags[key] !== value);
    const added = Object.entries(tags).filter(([key, value]) => before[key] !== value);
    // Whether a new value replaces the old one of a key is not documented, so the old pair goes first.
    for (const [action, pairs] of [
      ["delete", removed],
      ["create", added],
    ] as const) {
      if (pairs.length === 0) continue;
      const body = { action, tags: pairs.map(([key, value]) => ({ key, value })) };
      await cloud.change("batchAddOrDeleteTags", { instance_id: id, body });
    }
  },
});
