import { createRequire } from "node:module";
import { join } from "node:path";
import { type Child, startChild } from "./child-process.ts";

export interface ProgramOptions {
  /** Folder of the `Pulumi.yaml`. */
  readonly root: string;
  /** Working directory of the program. */
  readonly folder: string;
  /** What Node.js runs, from there. */
  readonly entryPoint: string;
  readonly project: string;
  readonly stack: string;
  readonly monitorAddress: string;
  readonly engineAddress: string;
  readonly parallel: number;
  readonly dryRun: boolean;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  onLine(stream: "stdout" | "stderr", line: string): void;
}

/** The program has told the user why it failed. */
export const exitedAfterMessage = 32;

/** Starts the program as the language host of the CLI does. */
export function startProgram(options: ProgramOptions): Child {
  const { root, folder, entryPoint, project, stack, monitorAddress, engineAddress, parallel, dryRun } = options;
  const named = {
    monitor: monitorAddress,
    engine: engineAddress,
    organization: "organization",
    project,
    "root-directory": root,
    stack,
    pwd: folder,
    parallel: String(parallel),
  };
  return startChild({
    script: createRequire(join(folder, "/")).resolve("@pulumi/pulumi/cmd/run"),
    arguments: [
      ...Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]),
      ...(dryRun ? ["--dry-run"] : []),
      entryPoint,
    ],
    folder,
    environment: {
      ...options.environment,
      PULUMI_CONFIG: JSON.stringify(options.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys),
    },
    onLine: options.onLine,
  });
}
