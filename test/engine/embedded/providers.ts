import { connectPlugin, type Live, type PluginClient, type PluginConnection } from "./plugin-client.ts";
import type { PluginProcess } from "./plugin-process.ts";
import type { Diff } from "./property-diff.ts";
import { containsUnknown, type Properties } from "./property-values.ts";
import type { ResourceState } from "./resource-state.ts";
import { packageOf, referenceOf, urnOfReference } from "./urn.ts";

/** The only package that this engine knows. */
export const dynamicPackage = "pulumi-nodejs";

/** The configuration of a provider is not known yet, so its plugin cannot be asked for a diff. */
export class DiffUnavailable extends Error {}

/** The plugins of an operation: a process for each provider and configuration. */
export interface Providers {
  /** The plugin of a provider that was configured, or that the state names. */
  client(reference: string): PluginClient;
  /** Starts a plugin with a configuration, in place of the one that the provider had. */
  configure(provider: { readonly urn: string; readonly id: string; readonly inputs: Properties }): void;
  /** Tells all plugins that the user wants to end. */
  cancel(): Promise<void>;
  /** Ends all plugins. */
  close(): Promise<void>;
}

export interface ProvidersOptions {
  start(): Promise<PluginProcess>;
  /** The resources of the state, to load providers from. */
  base(): readonly ResourceState[];
}

export function openProviders({ start, base }: ProvidersOptions): Providers {
  const clients = new Map<string, PluginClient>();
  const connections = new Set<Promise<PluginConnection>>();
  const processes = new Set<Promise<PluginProcess>>();
  const launch = () => {
    const started = start();
    started.catch(() => {});
    processes.add(started);
    return started;
  };
  // Starting takes as long as the program does: both start at the same time.
  let spare: Promise<PluginProcess> | undefined = launch();

  const connect = async (inputs: Properties): Promise<PluginConnection> => {
    const taken = spare ?? launch();
    spare = undefined;
    const connection = connectPlugin((await taken).address);
    await connection.configure(inputs);
    return connection;
  };
  const load = (reference: string, inputs: Properties): PluginClient => {
    if (containsUnknown(inputs)) return unconfigured;
    const connection = connect(inputs);
    connection.catch(() => {});
    connections.add(connection);
    const client = deferred(connection);
    clients.set(reference, client);
    return client;
  };
  return {
    client(reference) {
      const loaded = clients.get(reference);
      if (loaded) return loaded;
      const urn = urnOfReference(reference);
      const state = base().find((resource) => referenceOf(resource) === reference);
      if (!state) throw new Error(`unknown provider '${reference}'`);
      if (packageOf(state.type) !== dynamicPackage)
        throw new Error(`no resource plugin '${packageOf(state.type)}' for ${urn}`);
      return load(reference, state.inputs);
    },
    configure({ urn, id, inputs }) {
      const reference = referenceOf({ urn, id });
      clients.set(reference, load(reference, inputs));
    },
    async cancel() {
      await Promise.allSettled([...connections].map(async (connection) => (await connection).cancel()));
    },
    async close() {
      await Promise.allSettled([...connections].map(async (connection) => (await connection).close()));
      await Promise.allSettled([...processes].map(async (started) => (await started).child.stop()));
    },
  };
}

/** A client whose calls wait until its plugin is there. */
function deferred(connection: Promise<PluginClient>): PluginClient {
  return {
    check: async (call) => (await connection).check(call),
    diff: async (call) => (await connection).diff(call),
    create: async (call) => (await connection).create(call),
    read: async (call) => (await connection).read(call),
    update: async (call) => (await connection).update(call),
    delete: async (call) => (await connection).delete(call),
  };
}

/** Stands for a plugin that cannot be configured in this preview. */
const unconfigured: PluginClient = {
  check: async ({ newInputs }) => ({ inputs: newInputs, failures: [] }),
  diff: (): Promise<Diff> =>
    Promise.reject(
      new DiffUnavailable(
        "The provider for this resource has inputs that are not known during preview.\n" +
          "This preview may not correctly represent the changes that will be applied during an update.",
      ),
    ),
  create: async (): Promise<Live> => ({ id: "", outputs: {} }),
  read: async (): Promise<Live> => ({ id: "", outputs: {}, inputs: {} }),
  update: async ({ id }): Promise<Live> => ({ id, outputs: {} }),
  delete: async () => {},
};
