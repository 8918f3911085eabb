import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
import { handlerToken, type Recorded } from "./recorded.ts";

/** What our code does in a preview of these resources without changes, in milliseconds. */
export interface OwnWork {
  readonly milliseconds: number;
}

const [part, file = ""] = process.argv.slice(2);
const resources = JSON.parse(readFileSync(file, "utf8")) as Recorded[];
const require = createRequire(`${process.cwd()}/`);
// Pulumi's own SDK is loaded in any program and plugin.
require("@pulumi/pulumi");

const start = performance.now();
await (part === "plugin" ? workOfPlugin() : workOfProgram());
const work: OwnWork = { milliseconds: performance.now() - start };
console.log(JSON.stringify(work));

async function workOfPlugin(): Promise<void> {
  const { handler } = require("pulumi-clickhouse-gaussdb/provider") as {
    handler(token: string): dynamic.ResourceProvider;
  };
  const tokens = new Set(resources.map(handlerToken));
  const providers = new Map([...tokens].map((token) => [token, handler(token)]));
  for (const resource of resources) {
    const { urn, id, inputs, outputs } = resource;
    const provider = providers.get(handlerToken(resource));
    const checked = await provider?.check?.(inputs, { ...inputs, __urn: urn });
    const found = await provider?.diff?.(id, outputs, checked?.inputs);
    if (found?.changes !== false) throw new Error(`${urn} shows as changed: ${JSON.stringify(found)}`);
  }
}

async function workOfProgram(): Promise<void> {
  require("pulumi-clickhouse-gaussdb");
  const { problemsOf } = await import("../../dist/provider/definitions.js");
  for (const resource of resources) {
    const problems = await problemsOf(handlerToken(resource), resource.inputs, resource.urn);
    if (problems.length > 0) throw new Error(`${resource.urn} is refused: ${JSON.stringify(problems)}`);
  }
}
