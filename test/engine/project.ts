import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";

/** What a `Pulumi.yaml` says of a program. */
export interface Project {
  readonly name: string;
  /** Folder of the `Pulumi.yaml`. */
  readonly root: string;
  /** Working directory of the program and of its plugin. */
  readonly folder: string;
  /** What Node.js runs, from there. */
  readonly entryPoint: string;
}

/** @throws when the folder has no `Pulumi.yaml`. */
export function readProject(root: string): Project {
  const { name, main } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as { name: string; main?: string };
  const program = resolve(root, main ?? ".");
  if (statSync(program).isDirectory()) return { name, root, folder: program, entryPoint: "." };
  return { name, root, folder: dirname(program), entryPoint: basename(program) };
}
