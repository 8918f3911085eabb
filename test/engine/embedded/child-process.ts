import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ChildOptions {
  readonly script: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  onLine(stream: "stdout" | "stderr", line: string): void;
}

export interface Child {
  readonly process: ChildProcess;
  /** The exit code, or the signal, when all output has been seen. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Asks the process and its children to end (SIGINT), and ends them after a time limit in milliseconds. */
  stop(options?: { readonly within?: number }): Promise<void>;
}

const lazyModules = fileURLToPath(new URL("./lazy-modules.cjs", import.meta.url));

/** Runs a script on this process's Node.js, in a process group of its own, so that a Ctrl-C does not reach it. */
export function startChild({ script, arguments: args, folder, environment, onLine }: ChildOptions): Child {
  const child = spawn(process.execPath, ["--require", lazyModules, script, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  createInterface({ input: child.stdout }).on("line", (line) => onLine("stdout", line));
  createInterface({ input: child.stderr }).on("line", (line) => onLine("stderr", line));
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, name);
    } catch {
      // It has ended in between.
    }
  };
  const stop = async ({ within = 5000 } = {}) => {
    signal("SIGINT");
    const timer = setTimeout(() => signal("SIGKILL"), within);
    await exited;
    clearTimeout(timer);
  };
  return { process: child, exited, stop };
}
