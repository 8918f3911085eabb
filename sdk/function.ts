import * as pulumi from "@pulumi/pulumi";
import { beginning } from "../provider/http/operation.ts";
import type { CallableFunction } from "../provider/runtime/function.ts";
import type { Connect } from "../provider/runtime/resource.ts";
import { Provider, type ProviderConfiguration } from "./provider.ts";
import { withSecrets } from "./secrets.ts";

/** The functions of a cloud. They are loaded when the program calls one: most programs call none. */
export interface Module<Cloud> {
  readonly connect: Connect<Cloud>;
  readonly functions: Readonly<Record<string, CallableFunction<Cloud, string, never, unknown>>>;
}
/** How a cloud's functions are called; the functions that programs import say with and what they answer. */
export interface Callers {
  call<Result>(name: string, args: object, opts?: pulumi.InvokeOptions): Promise<Result>;
  callOutput<Result>(
    name: string,
    args: object,
    opts?: pulumi.InvokeOutputOptions,
    secrets?: readonly string[],
  ): pulumi.Output<Result>;
}

const limitMs = 10 * 60_000;

/** Functions run in the program's process, and in previews too, with the configuration that resources have. */
export function callersOf<Cloud>(load: () => Promise<Module<Cloud>>): Callers {
  async function perform(name: string, args: object, configuration: ProviderConfiguration): Promise<unknown> {
    const { functions, connect } = await load();
    const { during } = await connect((key) => configuration[key]);
    const signal = AbortSignal.timeout(limitMs);
    const cloud = during({ ...beginning(), signal, progress: noted, warn: (text) => void pulumi.log.warn(text) });
    return functions[name]?.call(cloud, args as never);
  }
  /** An answer whose secrets are encrypted wherever it goes; it is secret as a whole if it has one. */
  async function withSecretResults(name: string, answer: unknown): Promise<pulumi.Output<unknown>> {
    const { secretResults = [] } = (await load()).functions[name] ?? {};
    const paths = secretResults.map((path) => `answer.${path}`);
    return pulumi.output(withSecrets({ answer }, paths).answer);
  }

  return {
    async call(name, args, opts = {}) {
      return (await perform(name, args, await known(configurationOf(opts)))) as never;
    },
    callOutput(name, args, opts = {}, secrets = []) {
      // Who calls the cloud knows its keys; what it answers is not secret for that.
      const configuration = pulumi.unsecret(configurationOf(opts));
      const inputs = pulumi.output(withSecrets(args, secrets));
      const before = pulumi.output(opts.dependsOn ?? []).apply((resources) => pulumi.all([resources].flat().map(made)));
      return pulumi
        .all([inputs, configuration, before])
        .apply(async ([values, settings]) => withSecretResults(name, await perform(name, values, settings))) as never;
    },
  };
}

/** The configuration that resources with these options have. */
function configurationOf({ provider, parent }: pulumi.InvokeOptions): pulumi.Output<ProviderConfiguration> {
  const given = provider ?? parent?.getProvider("pulumi-nodejs:dynamic:Resource");
  if (given === undefined) return pulumi.output(stackConfiguration());
  if (Provider.isInstance(given)) return given.configuration;
  throw new Error("The option provider must be a Provider of pulumi-clickhouse-gaussdb.");
}

/** `Config.get` would warn of each secret. */
function stackConfiguration(): ProviderConfiguration {
  const values = pulumi.runtime.allConfig();
  return Object.fromEntries(Object.entries(values).filter(([key]) => /^(clickhouse|huaweicloud):/.test(key)));
}

/** The value of an output. One that a preview does not know would never come. */
async function known<T>(output: pulumi.Output<T>): Promise<T> {
  const { isKnown } = output as unknown as { isKnown: Promise<boolean> };
  if (!(await isKnown)) {
    throw new Error("The configuration of the provider is not known yet: use the function that ends in Output.");
  }
  return new Promise((resolve) => void output.apply((value) => resolve(value as T)));
}

/** Known when the resource has been made: in a preview, what is still to be made is not. */
function made(resource: pulumi.Resource): pulumi.Output<unknown> {
  return pulumi.CustomResource.isInstance(resource) ? resource.id : resource.urn;
}

function noted(text: string): void {
  void pulumi.log.info(text, undefined, undefined, true);
}
