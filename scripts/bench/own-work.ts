import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
import type * as protocol from "@pulumi/pulumi/proto/provider_pb.js";
import type * as values from "google-protobuf/google/protobuf/struct_pb.js";
import { argsOf, handlerToken, manyOf, type Recorded } from "./recorded.ts";

/** The processor time of our code in a preview of resources without changes, in milliseconds. */
export interface OwnWork {
  /** Until each kind of resource has been met once. */
  readonly loading: number;
  readonly resources: number;
}

type Work = (resource: Recorded) => Promise<void>;

const [part, file = "", count = ""] = process.argv.slice(2);
const resources = manyOf(JSON.parse(readFileSync(file, "utf8")) as Recorded[], Number(count));
const kinds = new Map(resources.map((resource) => [handlerToken(resource), resource]));
const require = createRequire(`${process.cwd()}/`);
// Pulumi's own SDK and its messages are there in any program and plugin.
require("@pulumi/pulumi");
const plugin = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
const requests = new Map(resources.map((resource) => [resource, requestsFor(resource)]));

const start = cpuTime();
const work = await (part === "plugin" ? workOfPlugin() : workOfProgram());
for (const resource of kinds.values()) await work(resource);
const loaded = cpuTime();
for (const resource of resources) await work(resource);
const measured: OwnWork = { loading: loaded - start, resources: cpuTime() - loaded };
console.log(JSON.stringify(measured));

async function workOfPlugin(): Promise<Work> {
  // In the plugin the provider reads each request from Pulumi's own messages.
  process.argv = [process.execPath, plugin];
  const { handler } = require("pulumi-clickhouse-gaussdb/provider") as {
    handler(token: string): dynamic.ResourceProvider;
  };
  const providers = new Map([...kinds.keys()].map((token) => [token, handler(token)]));
  return async (resource) => {
    const { urn, id, inputs, outputs } = resource;
    const provider = providers.get(handlerToken(resource));
    requests.get(resource)?.check.getOlds();
    const checked = await provider?.check?.(inputs, { ...argsOf(resource), __urn: urn });
    requests.get(resource)?.diff.getId();
    requests.get(resource)?.diff.getOlds();
    const found = await provider?.diff?.(id, outputs, checked?.inputs);
    if (found?.changes !== false) throw new Error(`${urn} shows as changed: ${JSON.stringify(found)}`);
  };
}

async function workOfProgram(): Promise<Work> {
  require("pulumi-clickhouse-gaussdb");
  const { problemsOf } = await import("../../dist/provider/definitions.js");
  return async (resource) => {
    const problems = await problemsOf(handlerToken(resource), argsOf(resource), resource.urn);
    if (problems.length > 0) throw new Error(`${resource.urn} is refused: ${JSON.stringify(problems)}`);
  };
}

function requestsFor({ urn, id, inputs, outputs }: Recorded) {
  const { CheckRequest, DiffRequest } = createRequire(plugin)("../../proto/provider_pb.js") as typeof protocol;
  const { Struct } = createRequire(plugin)("google-protobuf/google/protobuf/struct_pb.js") as typeof values;
  const struct = (props: object) => Struct.fromJavaScript(props as Parameters<typeof Struct.fromJavaScript>[0]);
  const check = new CheckRequest();
  check.setUrn(urn);
  check.setOlds(struct(inputs));
  const diff = new DiffRequest();
  diff.setUrn(urn);
  diff.setId(id);
  diff.setOldInputs(struct(inputs));
  diff.setOlds(struct(outputs));
  return { check, diff };
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
