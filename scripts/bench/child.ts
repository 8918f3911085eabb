import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const folder = fileURLToPath(new URL("./program", import.meta.url));

/** Runs a script of this folder in a process of its own, as Pulumi runs its plugin, and answers the JSON that it prints. */
export async function measuredBy<T>(script: string, ...args: readonly string[]): Promise<T> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { cwd: folder });
  return JSON.parse(stdout) as T;
}
