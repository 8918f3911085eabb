import type { dynamic } from "@pulumi/pulumi";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
import type {
  CheckCall,
  DiffCall,
  Live,
  ObjectCall,
  PluginClient,
  UpdateCall,
} from "../engine/embedded/plugin-client.ts";
import { structOf } from "../engine/embedded/plugin-client.ts";
import type { DetailedDiff, Diff, DiffKind } from "../engine/embedded/property-diff.ts";
import {
  annotateSecrets,
  containsUnknown,
  knownOf,
  type Properties,
  plainProperties,
} from "../engine/embedded/property-values.ts";
import { bundle, type Replacements } from "./bundle.ts";
import { type Exchange, lineTo } from "./line.ts";
import { type Surroundings, surroundings } from "./surroundings.ts";

/** A plugin process, as far as anybody outside can tell: what it loads, waits for and sends is its own. */
export interface Plugin {
  readonly client: PluginClient;
  /** SIGKILL: nothing that it has begun has any effect from now on, and who waits for an answer learns so. */
  kill(): void;
}

export interface PluginOptions {
  readonly exchange: Exchange;
  readonly configuration: Properties;
  readonly environment: Readonly<Record<string, string>>;
  /** Default: the provider as it is. */
  readonly load?: Load;
  /** Hears what the plugin tells the engine. */
  onLog(severity: "info" | "warning", text: string, urn: string): void;
}

type Provider = Required<dynamic.ResourceProvider>;
type Handler = (token: string) => Provider;

const names = ["exports", "module", "require", "__filename"] as const;
const own = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "AbortSignal", "process"] as const;
/** Loads the provider as a new process does. */
export type Load = Awaited<ReturnType<typeof bundle>>;

/** The provider with other files in the place of some of its own. */
export const providerWith = (replacements: Replacements): Promise<Load> => bundle([...names, ...own], replacements);

const product = await providerWith({});

/** Linux gives no number as high as theirs. */
let lastPid = 5_000_000;
const processes = new Set<number>();

export function startPlugin(options: PluginOptions): Plugin {
  const died = Promise.withResolvers<never>();
  died.promise.catch(() => undefined);
  lastPid += 1;
  const pid = lastPid;
  processes.add(pid);
  const isAlive = () => processes.has(pid);
  const around = surroundings({ ...options, isAlive, pid, processes, Line: lineTo(options.exchange, isAlive) });
  const module = { exports: {} as { handler: Handler } };
  const given = { exports: module.exports, module, require: around.require, __filename: around.file };
  const { load = product } = options;
  load(...names.map((name) => given[name]), ...own.map((name) => around.globals[name]));
  const providers = providersOf(module.exports.handler, options.configuration);
  const client = clientOf(around, providers);
  // The end of the process is an end of file to the engine, whatever it was asked.
  const live = <Call, Result>(call: (call: Call) => Promise<Result>) => {
    return (request: Call) => Promise.race([isAlive() ? call(request) : died.promise, died.promise]);
  };
  return {
    client: {
      check: live(client.check),
      diff: live(client.diff),
      create: live(client.create),
      read: live(client.read),
      update: live(client.update),
      delete: live(client.delete),
    },
    kill() {
      processes.delete(pid);
      died.reject(new Error("error reading from server: EOF"));
    },
  };
}

/** As in Pulumi's plugin, each text makes one provider, which others already use while it is being configured. */
function providersOf(handler: Handler, configuration: Properties): (props: Properties) => Promise<Provider> {
  const providers = new Map<string, Provider>();
  return async (props) => {
    const text = String(props.__provider);
    const known = providers.get(text);
    if (known) return known;
    const provider = handler(JSON.parse(/handler\((".*?")\)/.exec(text)?.[1] ?? '""'));
    providers.set(text, provider);
    const get = (key: string) => configuration[key] as string | undefined;
    await provider.configure({ config: { get, require: (key) => get(key) ?? "" } });
    return provider;
  };
}

/** What Pulumi's plugin does with a request, its own messages included, and the engine with the answer. */
function clientOf({ messages }: Surroundings, providerOf: (props: Properties) => Promise<Provider>): PluginClient {
  return {
    async check({ urn, oldInputs, newInputs, randomSeed, allowUnknowns }: CheckCall) {
      await undefined;
      const request = new messages.CheckRequest();
      request.setUrn(urn);
      request.setOlds(structOf(sent(oldInputs, allowUnknowns)));
      request.setNews(structOf(sent(newInputs, allowUnknowns)));
      request.setRandomseed(randomSeed);
      const olds = props(request.getOlds());
      const news = props(request.getNews());
      const provider = await providerOf(news);
      const result = await provider.check(olds, news).catch(withStack);
      const inputs = received({ ...result.inputs, __provider: news.__provider }, allowUnknowns);
      annotateSecrets(inputs, newInputs);
      return { inputs, failures: (result.failures ?? []).map(({ property, reason }) => ({ property, reason })) };
    },
    async diff({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges, allowUnknowns }: DiffCall) {
      await undefined;
      const request = new messages.DiffRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOldInputs(structOf(sent(oldInputs, allowUnknowns)));
      request.setOlds(structOf(sent(oldOutputs, allowUnknowns)));
      request.setNews(structOf(sent(newInputs, allowUnknowns)));
      request.setIgnorechangesList([...ignoreChanges]);
      const olds = props(request.getOlds());
      const news = props(request.getNews());
      const provider = await providerOf(news);
      const result = await provider.diff(request.getId(), olds, news).catch(withStack);
      return diffOf(new messages.DiffResponse(), result);
    },
    async create({ urn, inputs, timeout }: Omit<ObjectCall, "id" | "outputs">) {
      await undefined;
      const request = new messages.CreateRequest();
      request.setUrn(urn);
      request.setProperties(structOf(sent(inputs, false)));
      request.setTimeout(timeout);
      const given = props(request.getProperties());
      const provider = await providerOf(given);
      const live = await provider.create(given).then(({ id, outs }) => object(id, outs, given), unfinished);
      if (live.id === "") throw new Error(`plugin returned empty resource.ID from create '${urn}'`);
      annotateSecrets(live.outputs, inputs);
      return live;
    },
    async read({ urn, id, inputs, outputs, timeout }: ObjectCall) {
      await undefined;
      const request = new messages.ReadRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setInputs(structOf(sent(inputs, false)));
      request.setProperties(structOf(sent(outputs, false)));
      request.setTimeout(timeout);
      const before = request.getId();
      const given = props(request.getProperties());
      const provider = await providerOf(given);
      const result = await provider.read(before, given).catch(withStack);
      const live = object(String(result.id), result.props, given);
      annotateSecrets(live.outputs, outputs);
      if (!result.inputs) return live;
      const read = object("", result.inputs, given).outputs;
      annotateSecrets(read, inputs);
      return { ...live, inputs: read };
    },
    async update({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges, timeout }: UpdateCall) {
      await undefined;
      const request = new messages.UpdateRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOldInputs(structOf(sent(oldInputs, false)));
      request.setOlds(structOf(sent(oldOutputs, false)));
      request.setNews(structOf(sent(newInputs, false)));
      request.setIgnorechangesList([...ignoreChanges]);
      request.setTimeout(timeout);
      const olds = props(request.getOlds());
      const news = props(request.getNews());
      const provider = await providerOf(news);
      const live = await provider
        .update(request.getId(), olds, news)
        .then(({ outs } = {}) => object(id, outs, news), unfinished);
      annotateSecrets(live.outputs, newInputs);
      return live;
    },
    async delete({ urn, id, inputs, outputs, timeout }: ObjectCall) {
      await undefined;
      const request = new messages.DeleteRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOldInputs(structOf(sent(inputs, false)));
      request.setProperties(structOf(sent(outputs, false)));
      request.setTimeout(timeout);
      const given = props(request.getProperties());
      const provider = await providerOf(given);
      await provider.delete(request.getId(), given).catch(withStack);
    },
  };
}

type Struct = ReturnType<typeof structOf>;

function props(struct: Struct | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}

function sent(properties: Properties, allowUnknowns: boolean): Properties {
  return plainProperties(allowUnknowns ? properties : knownOf(properties));
}

/** Only what the protocol can carry arrives: `undefined` and the like fail here, as they do there. */
function received(properties: Properties, allowUnknowns: boolean): Properties {
  const values = props(structOf(properties));
  if (!allowUnknowns && containsUnknown(values)) throw new Error("unexpected unknown property value");
  return values;
}

function object(id: string, outputs: Properties = {}, { __provider }: Properties): Live {
  return { id, outputs: received({ ...outputs, __provider }, false) };
}

/** An error that names an object tells the engine that it exists. */
function unfinished(error: unknown): Live {
  const { id, properties, reasons } = error as { id?: string; properties?: Properties; reasons?: string[] };
  if (id === undefined) throw error;
  return { id, outputs: received(properties ?? {}, false), initErrors: reasons ?? [] };
}

/** These errors are printed with all that they have. */
function withStack(error: unknown): never {
  throw new Error(`${error}: ${(error as Error).stack}`);
}

const kinds: readonly DiffKind[] = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"];

type DiffResponse = InstanceType<typeof providerMessages.DiffResponse>;

function diffOf(response: DiffResponse, result: dynamic.DiffResult): Diff {
  const { DIFF_NONE, DIFF_SOME, DIFF_UNKNOWN } = providerMessages.DiffResponse.DiffChanges;
  response.setChanges(result.changes === undefined ? DIFF_UNKNOWN : result.changes ? DIFF_SOME : DIFF_NONE);
  const entries = [...response.getDetaileddiffMap().entries()].map(([path, change]) => [
    path,
    { diffKind: kinds[change.getKind()], inputDiff: change.getInputdiff() },
  ]);
  return {
    changes: result.changes,
    replaceKeys: result.replaces ?? [],
    changedKeys: response.getDiffsList(),
    deleteBeforeReplace: result.deleteBeforeReplace ?? false,
    ...(response.getHasdetaileddiff() ? { detailedDiff: Object.fromEntries(entries) as DetailedDiff } : {}),
  };
}
