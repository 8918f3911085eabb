import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
import { argsOf, handlerToken, manyOf, type Recorded } from "./recorded.ts";

/** What a process has needed to load Pulumi's SDK and to check, compare and read resources. */
export interface Memory {
  readonly greatestMb: number;
}

const [file = "", count = "", configuration = ""] = process.argv.slice(2);
const resources = manyOf(JSON.parse(readFileSync(file, "utf8")) as Recorded[], Number(count));
const config = JSON.parse(configuration) as Record<string, string>;
const require = createRequire(`${process.cwd()}/`);
require("@pulumi/pulumi");
const { handler } = require("pulumi-clickhouse-gaussdb/provider") as {
  handler(token: string): dynamic.ResourceProvider;
};
const providers = new Map<string, dynamic.ResourceProvider>();
for (const token of new Set(resources.map(handlerToken))) {
  const provider = handler(token);
  await provider.configure?.({ config: { get: (key) => config[key], require: (key) => config[key] ?? "" } });
  providers.set(token, provider);
}
const left = resources.values();
await Promise.all(Array.from({ length: 64 }, worker));
const memory: Memory = { greatestMb: process.resourceUsage().maxRSS / 1_024 };
console.log(JSON.stringify(memory));

async function worker(): Promise<void> {
  for (const resource of left) {
    const { urn, id, inputs, outputs } = resource;
    const provider = providers.get(handlerToken(resource));
    const checked = await provider?.check?.(inputs, { ...argsOf(resource), __urn: urn });
    await provider?.diff?.(id, outputs, checked?.inputs);
    const found = await provider?.read?.(id, outputs);
    if (found?.id !== id) throw new Error(`${urn} is gone`);
  }
}
