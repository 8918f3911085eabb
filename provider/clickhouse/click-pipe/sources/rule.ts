import { isRecord } from "../../../runtime/path.ts";
import type { Rule } from "../../../runtime/resource.ts";

type InSource = { source?: unknown };

/** Makes rules on one kind of source; their paths begin below `source.<kind>`. */
export function rulesOf<Source>(kind: string) {
  return (
    of: readonly [string, ...string[]],
    refuse: (source: Partial<Source>) => string | undefined,
  ): Rule<InSource> => {
    const [first, ...others] = of.map((path) => `source.${kind}.${path}`) as [string, ...string[]];
    return {
      of: [first, ...others],
      refuse({ source }) {
        const own = isRecord(source) ? source[kind] : undefined;
        return isRecord(own) ? refuse(own as Partial<Source>) : undefined;
      },
    };
  };
}

/** A property that must be set exactly when `needed`. */
export function exactlyWhen(needed: boolean, value: unknown, condition: string): string | undefined {
  if (needed) return value === undefined ? `is required with ${condition}` : undefined;
  return value === undefined ? undefined : `must be set with ${condition} only`;
}
