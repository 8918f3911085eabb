import { resolve } from "node:path";
import { Script } from "node:vm";
import { type Plugin, rolldown } from "rolldown";

/** Files that take the place of others: both by their whole path. */
export type Replacements = Readonly<Record<string, string>>;

const entrance = resolve(import.meta.dirname, "../../provider/index.ts");

/**
 * The provider with its libraries as the body of a function: each call is what a new process would load, and its
 * parameters stand in for what the process would find around it. Schemas and undici keep no state of a run: they are
 * loaded once.
 */
export async function bundle(
  parameters: readonly string[],
  replacements: Replacements = {},
): Promise<(...values: readonly unknown[]) => void> {
  await using build = await rolldown({
    input: entrance,
    platform: "node",
    external: [/^node:/, "undici", "zod"],
    treeshake: false,
    logLevel: "silent",
    plugins: [replacing(replacements)],
  });
  const { output } = await build.generate({ format: "cjs", codeSplitting: false, sourcemap: "inline" });
  const code = `(function (${parameters.join(", ")}) {${output[0].code}\n})`;
  return new Script(code, { filename: entrance }).runInThisContext();
}

function replacing(replacements: Replacements): Plugin {
  return {
    name: "replacing",
    async resolveId(id, importer, options) {
      const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
      return (resolved && replacements[resolved.id]) ?? resolved;
    },
  };
}
