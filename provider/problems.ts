import { kinds } from "./index.ts";
import { check } from "./runtime/check.ts";
import type { Problem } from "./runtime/validate.ts";

export { unknown } from "./runtime/unknown.ts";

/** What `check` will find wrong with a new resource of this kind, for the program's own process. */
export async function problemsOf(
  token: string,
  args: Readonly<Record<string, unknown>>,
  urn: string | undefined,
): Promise<readonly Problem[]> {
  const definition = await kinds[token]?.();
  return definition ? check(definition, {}, args, urn).problems : [];
}
