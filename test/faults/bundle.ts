import { resolve } from "node:path";
import { Script } from "node:vm";
import { rolldown } from "rolldown";

const entrance = resolve(import.meta.dirname, "../../provider/index.ts");

/**
 * The provider with its libraries as the body of a function: each call is what a new process would load, and its
 * parameters stand in for what the process would find around it. Schemas and undici keep no state of a run: they are
 * loaded once.
 */
export async function bundle(parameters: readonly string[]): Promise<(...values: readonly unknown[]) => void> {
  await using build = await rolldown({
    input: entrance,
    platform: "node",
    external: [/^node:/, "undici", "zod"],
    treeshake: false,
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "cjs", codeSplitting: false, sourcemap: "inline" });
  const code = `(function (${parameters.join(", ")}) {${output[0].code}\n})`;
  return new Script(code, { filename: entrance }).runInThisContext();
}
