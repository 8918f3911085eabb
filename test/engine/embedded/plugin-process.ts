import { createRequire } from "node:module";
import { join } from "node:path";
import { type Child, startChild } from "./child-process.ts";

export interface PluginOptions {
  /** The folder of the program, from which everything is resolved. */
  readonly folder: string;
  readonly project: string;
  readonly engineAddress: string;
  readonly environment: Readonly<Record<string, string>>;
  onLine(stream: "stdout" | "stderr", line: string): void;
}

export interface PluginProcess {
  readonly address: string;
  readonly child: Child;
}

/** Starts the dynamic provider of the program's own copy of Pulumi, as the CLI does. */
export async function startPlugin(options: PluginOptions): Promise<PluginProcess> {
  const { folder, project, engineAddress, environment } = options;
  const { promise: port, resolve } = Promise.withResolvers<string>();
  let hasPort = false;
  const onLine = (stream: "stdout" | "stderr", line: string) => {
    if (hasPort || stream === "stderr") return options.onLine(stream, line);
    hasPort = true;
    resolve(line.trim());
  };
  const child = startChild({
    script: createRequire(join(folder, "/")).resolve("@pulumi/pulumi/cmd/dynamic-provider"),
    arguments: [engineAddress],
    folder,
    environment: {
      ...environment,
      PULUMI_PROJECT: project,
      PULUMI_NODEJS_PROJECT: project,
      PULUMI_RUNTIME_TYPESCRIPT: "false",
    },
    onLine,
  });
  const started = await Promise.race([
    port,
    child.exited.then((code) => Promise.reject(new Error(`the plugin ended (${code})`))),
  ]);
  return { address: `127.0.0.1:${started}`, child };
}
