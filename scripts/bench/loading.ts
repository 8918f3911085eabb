import { createRequire } from "node:module";
import type { dynamic } from "@pulumi/pulumi";

/** What the plugin loads for the kinds of one cloud, and what its first call of that cloud adds, in milliseconds. */
export interface Loading {
  readonly pulumi: number;
  readonly provider: number;
  readonly providerCpu: number;
  readonly firstCall: number;
}

const [tokens = "", configuration = ""] = process.argv.slice(2);
const config = JSON.parse(configuration) as Record<string, string>;
const require = createRequire(`${process.cwd()}/`);

const start = performance.now();
require("@pulumi/pulumi");
const pulumiLoaded = performance.now();
const before = process.cpuUsage();
const { handler } = require("pulumi-clickhouse-gaussdb/provider") as {
  handler(token: string): dynamic.ResourceProvider;
};
const providers = tokens.split(",").map(handler);
for (const provider of providers) await provider.check?.({}, {});
const providerLoaded = performance.now();
const { user, system } = process.cpuUsage(before);
const [first] = providers;
await first?.configure?.({ config: { get: (key) => config[key], require: (key) => config[key] ?? "" } });
// The object does not exist, which the provider says by an error.
await first?.read?.("absent", {}).catch(() => undefined);
const firstCallOver = performance.now();

const loading: Loading = {
  pulumi: pulumiLoaded - start,
  provider: providerLoaded - pulumiLoaded,
  providerCpu: (user + system) / 1_000,
  firstCall: firstCallOver - providerLoaded,
};
console.log(JSON.stringify(loading));
