import { CloudError } from "../http/errors.ts";

/** Some operations answer 200 and tell in the body whether they did anything, in upper or lower case (4.4.11, 4.15.21). */
export function requireSuccess(operation: string, answer: { readonly result?: string | null } | undefined): void {
  const { result } = answer ?? {};
  if (!result || /^(success|succeeded|completed|ok)$/i.test(result)) return;
  throw new CloudError({ operation, summary: `its result is ${result}` });
}
