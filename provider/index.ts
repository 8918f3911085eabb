import type { dynamic } from "@pulumi/pulumi";
import { loaderOf } from "./kinds.ts";
import { dynamicProvider } from "./runtime/provider.ts";
import { listen } from "./runtime/wire.ts";

listen();

/**
 * The provider of a kind of object. The states of stacks hold the text
 * `exports.handler = () => require("pulumi-clickhouse-gaussdb/provider").handler("<token>");` for ever, so neither this
 * function's name nor its argument may change.
 */
export function handler(token: string): dynamic.ResourceProvider {
  const load = loaderOf(token);
  if (!load) throw new Error(`This version of pulumi-clickhouse-gaussdb has no resource ${token}.`);
  return dynamicProvider(load);
}
