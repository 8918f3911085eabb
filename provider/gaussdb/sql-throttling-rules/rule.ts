import { z } from "zod";
import type { Rule } from "../../runtime/resource.ts";
import { unordered } from "../../runtime/traits.ts";

const mostKeywords = 128;

const pattern = z.object({
  pattern: z
    .string()
    .regex(/^[^\\,，~]+(~[^\\,，~]+)*$/, "must be keywords separated by ~, without backslash and comma")
    .refine((text) => text.split("~").length <= mostKeywords, `must have at most ${mostKeywords} keywords`)
    .describe("Keywords separated by `~`, 1 to 128 of them, for example `select~from~orders`. No backslash, no comma."),
  maxConcurrency: z
    .int()
    .min(0)
    .describe("So many statements with these keywords may run at a time; 0 lets none of them run."),
});

/** The rules for one kind of statement. */
export const rule = z.object({
  sqlType: z.enum(["SELECT", "UPDATE", "DELETE"]).describe("Kind of statement: `SELECT`, `UPDATE` or `DELETE`."),
  patterns: unordered(z.array(pattern).min(1), "pattern").describe(
    "What is throttled, 1 or more. Order does not matter.",
  ),
});

export type ThrottlingRule = z.infer<typeof rule>;

export const eachOnce: Rule<{ rules?: readonly ThrottlingRule[] | undefined }> = {
  of: ["rules"],
  refuse({ rules = [] }) {
    const type = twice(rules.map(({ sqlType }) => sqlType));
    if (type !== undefined) return `must not have ${type} twice: put both into one`;
    for (const { sqlType, patterns } of rules) {
      const text = twice(patterns.map(({ pattern }) => pattern));
      if (text !== undefined) return `must not have "${text}" twice for ${sqlType}`;
    }
    return undefined;
  },
};

function twice(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}
