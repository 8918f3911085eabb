import { loaderOf } from "./kinds.ts";
import { check } from "./runtime/check.ts";
import type { Definition } from "./runtime/resource.ts";
import type { Problem } from "./runtime/validate.ts";

export { tokens } from "./kinds.ts";
export { unknown } from "./runtime/unknown.ts";

/** The definition of a kind of object, for who reads its schema and calls none of its methods. */
export async function definitionOf(token: string): Promise<Definition<never>> {
  const load = loaderOf(token);
  if (!load) throw new Error(`There is no resource ${token}.`);
  return (await load()) as unknown as Definition<never>;
}

/** What `check` will find wrong with a new resource of this kind, for the program's own process. */
export async function problemsOf(
  token: string,
  args: Readonly<Record<string, unknown>>,
  urn: string | undefined,
): Promise<readonly Problem[]> {
  return check(await definitionOf(token), {}, args, urn).problems;
}
