import { fileURLToPath } from "node:url";
import { type Load, providerWith } from "../../test/faults/plugin.ts";

/** The provider with each object asked for and awaited by itself, and as many calls as it likes. */
export function naiveProvider(): Promise<Load> {
  const files = ["collection.ts", "rate-budget.ts", "waiting.ts"];
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  return providerWith(
    Object.fromEntries(files.map((file) => [path(`../../provider/http/${file}`), path(`./naive/${file}`)])),
  );
}
