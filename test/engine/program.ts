import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A Pulumi program in a temporary folder, from which this package and Pulumi can be imported. */
export interface TemporaryProgram extends Disposable {
  readonly folder: string;
  /** Replaces the source text. */
  write(source: string): void;
}

const nodeModules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** Makes a program of TypeScript source text: an ES module whose exports are the stack's outputs. */
export function writeProgram(source: string, { project = "shop" } = {}): TemporaryProgram {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-program-"));
  symlinkSync(nodeModules, join(folder, "node_modules"));
  const manifest = { name: project, type: "module", main: "index.ts" };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    `name: ${project}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n`,
  );
  const write = (text: string) => writeFileSync(join(folder, "index.ts"), text);
  write(source);
  return { folder, write, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
