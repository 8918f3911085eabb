import type { dynamic } from "@pulumi/pulumi";
import { dynamicProvider } from "./runtime/provider.ts";
import type { Definition } from "./runtime/resource.ts";
import { listen } from "./runtime/wire.ts";

listen();

/** Every kind of object by its token. A run loads only those that it meets. */
export const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
  "clickhouse:ClickPipe": async () => (await import("./clickhouse/click-pipe.ts")).clickPipe,
  "clickhouse:Service": async () => (await import("./clickhouse/service.ts")).service,
  "gaussdb:Instance": async () => (await import("./gaussdb/instance.ts")).instance,
  "gaussdb:ParameterTemplate": async () => (await import("./gaussdb/parameter-template.ts")).parameterTemplate,
  "gaussdb:ParameterTemplateApplication": async () =>
    (await import("./gaussdb/parameter-template-application.ts")).parameterTemplateApplication,
  "gaussdb:Proxy": async () => (await import("./gaussdb/proxy.ts")).proxy,
  "gaussdb:ReadReplica": async () => (await import("./gaussdb/read-replica.ts")).readReplica,
};

/**
 * The provider of a kind of object. The states of stacks hold the text
 * `exports.handler = () => require("pulumi-clickhouse-gaussdb/provider").handler("<token>");` for ever, so neither this
 * function's name nor its argument may change.
 */
export function handler(token: string): dynamic.ResourceProvider {
  const load = kinds[token];
  if (!load) throw new Error(`This version of pulumi-clickhouse-gaussdb has no resource ${token}.`);
  // A definition knows the types of its inputs; the runtime, which serves them all, does not.
  return dynamicProvider(load as () => Promise<Definition<unknown>>);
}
