import * as grpc from "@grpc/grpc-js";
import providerServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type {
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
import statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { channelOptions } from "./grpc-server.ts";
import type { DetailedDiff, Diff, DiffKind } from "./property-diff.ts";
import { annotateSecrets, containsUnknown, knownOf, type Properties, plainProperties } from "./property-values.ts";
import { partsOf } from "./urn.ts";

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** An object as a plugin reports it. */
export interface Live {
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs?: Properties;
  /** Why the object is there and not finished. */
  readonly initErrors?: readonly string[];
}

export interface CheckCall {
  readonly urn: string;
  readonly oldInputs: Properties;
  readonly newInputs: Properties;
  readonly randomSeed: Uint8Array;
  readonly allowUnknowns: boolean;
}

export interface DiffCall {
  readonly urn: string;
  readonly id: string;
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
  readonly newInputs: Properties;
  readonly ignoreChanges: readonly string[];
  readonly allowUnknowns: boolean;
}

export interface ObjectCall {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Seconds. */
  readonly timeout: number;
}

export interface UpdateCall extends Omit<ObjectCall, "inputs" | "outputs"> {
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
  readonly newInputs: Properties;
  readonly ignoreChanges: readonly string[];
}

/** A configured plugin. What it answers has the secrets of what it was asked. */
export interface PluginClient {
  check(call: CheckCall): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }>;
  diff(call: DiffCall): Promise<Diff>;
  create(call: Omit<ObjectCall, "id" | "outputs">): Promise<Live>;
  read(call: ObjectCall): Promise<Live>;
  update(call: UpdateCall): Promise<Live>;
  delete(call: ObjectCall): Promise<void>;
}

/** The connection to a plugin's process. */
export interface PluginConnection extends PluginClient {
  configure(inputs: Properties): Promise<void>;
  /** Ctrl-C. */
  cancel(): Promise<void>;
  close(): void;
}

const kinds: readonly DiffKind[] = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"];

export function connectPlugin(address: string): PluginConnection {
  const client = new providerServices.ResourceProviderClient(
    address,
    grpc.credentials.createInsecure(),
    channelOptions,
  );
  return {
    async configure(inputs) {
      const request = new providerMessages.ConfigureRequest();
      request.setAcceptsecrets(true);
      request.setAcceptresources(true);
      request.setArgs(structOf(inputs));
      await call<ConfigureResponse>((done) => client.configure(request, done));
    },
    async check({ urn, oldInputs, newInputs, randomSeed, allowUnknowns }) {
      const request = named(new providerMessages.CheckRequest(), urn);
      request.setOlds(structOf(sent(oldInputs, allowUnknowns)));
      request.setNews(structOf(sent(newInputs, allowUnknowns)));
      request.setRandomseed(randomSeed);
      const response = await call<CheckResponse>((done) => client.check(request, done));
      const inputs = received(response.getInputs(), allowUnknowns);
      annotateSecrets(inputs, newInputs);
      const failures = response
        .getFailuresList()
        .map((one) => ({ property: one.getProperty(), reason: one.getReason() }));
      return { inputs, failures };
    },
    async diff({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges, allowUnknowns }) {
      const request = named(new providerMessages.DiffRequest(), urn);
      request.setId(id);
      request.setOldInputs(structOf(sent(oldInputs, allowUnknowns)));
      request.setOlds(structOf(sent(oldOutputs, allowUnknowns)));
      request.setNews(structOf(sent(newInputs, allowUnknowns)));
      request.setIgnorechangesList([...ignoreChanges]);
      return diffOf(await call<DiffResponse>((done) => client.diff(request, done)));
    },
    async create({ urn, inputs, timeout }) {
      const request = named(new providerMessages.CreateRequest(), urn);
      request.setProperties(structOf(sent(inputs, false)));
      request.setTimeout(timeout);
      const live = await call<CreateResponse>((done) => client.create(request, done)).then(
        (response) => ({ id: response.getId(), outputs: received(response.getProperties(), false) }),
        unfinished,
      );
      if (live.id === "") throw new Error(`plugin returned empty resource.ID from create '${urn}'`);
      annotateSecrets(live.outputs, inputs);
      return live;
    },
    async read({ urn, id, inputs, outputs, timeout }) {
      const request = named(new providerMessages.ReadRequest(), urn);
      request.setId(id);
      request.setInputs(structOf(sent(inputs, false)));
      request.setProperties(structOf(sent(outputs, false)));
      request.setTimeout(timeout);
      const live: Live = await call<ReadResponse>((done) => client.read(request, done)).then((response) => {
        const read = { id: response.getId(), outputs: received(response.getProperties(), false) };
        return response.getInputs() ? { ...read, inputs: received(response.getInputs(), false) } : read;
      }, unfinished);
      annotateSecrets(live.outputs, outputs);
      if (live.inputs) annotateSecrets(live.inputs, inputs);
      return live;
    },
    async update({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges, timeout }) {
      const request = named(new providerMessages.UpdateRequest(), urn);
      request.setId(id);
      request.setOldInputs(structOf(sent(oldInputs, false)));
      request.setOlds(structOf(sent(oldOutputs, false)));
      request.setNews(structOf(sent(newInputs, false)));
      request.setIgnorechangesList([...ignoreChanges]);
      request.setTimeout(timeout);
      const live = await call<UpdateResponse>((done) => client.update(request, done)).then(
        (response) => ({ id, outputs: received(response.getProperties(), false) }),
        unfinished,
      );
      annotateSecrets(live.outputs, newInputs);
      return live;
    },
    async delete({ urn, id, inputs, outputs, timeout }) {
      const request = named(new providerMessages.DeleteRequest(), urn);
      request.setId(id);
      request.setOldInputs(structOf(sent(inputs, false)));
      request.setProperties(structOf(sent(outputs, false)));
      request.setTimeout(timeout);
      await call((done) => client.delete(request, done));
    },
    async cancel() {
      await call((done) => client.cancel(new empty.Empty(), done));
    },
    close: () => client.close(),
  };
}

type Done<Response> = (error: grpc.ServiceError | null, response: Response) => void;

function call<Response>(method: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => method((error, response) => (error ? reject(error) : resolve(response))));
}

function named<
  Request extends { setUrn(urn: string): unknown; setName(name: string): unknown; setType(type: string): unknown },
>(request: Request, urn: string): Request {
  const { name, type } = partsOf(urn);
  request.setUrn(urn);
  request.setName(name);
  request.setType(type);
  return request;
}

function sent(properties: Properties, allowUnknowns: boolean): Properties {
  return plainProperties(allowUnknowns ? properties : knownOf(properties));
}

export function structOf(properties: Properties): struct.Struct {
  return struct.Struct.fromJavaScript(properties as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

function received(properties: struct.Struct | undefined, allowUnknowns: boolean): Properties {
  const values = (properties?.toJavaScript() ?? {}) as Properties;
  if (!allowUnknowns && containsUnknown(values)) throw new Error("unexpected unknown property value");
  return values;
}

/** The object that an error carries; an error that carries none is thrown. */
function unfinished(error: grpc.ServiceError): Live {
  const [details] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (!(details instanceof Uint8Array)) throw new Error(messageOf(error));
  const packed = statusMessages.Status.deserializeBinary(details).getDetailsList()[0];
  if (!packed?.getTypeUrl().endsWith("pulumirpc.ErrorResourceInitFailed")) throw new Error(messageOf(error));
  const failed = providerMessages.ErrorResourceInitFailed.deserializeBinary(packed.getValue_asU8());
  const live = {
    id: failed.getId(),
    outputs: received(failed.getProperties(), false),
    initErrors: failed.getReasonsList(),
  };
  return failed.getInputs() ? { ...live, inputs: received(failed.getInputs(), false) } : live;
}

/** What the CLI says of an error. A plugin that has ended is an end of file to it. */
export function messageOf(error: unknown): string {
  const { code, details, message } = error as Partial<grpc.ServiceError>;
  if (code === grpc.status.UNAVAILABLE) return "error reading from server: EOF";
  return details ?? message ?? String(error);
}

function diffOf(response: DiffResponse): Diff {
  const { DIFF_NONE, DIFF_SOME } = providerMessages.DiffResponse.DiffChanges;
  const changes = response.getChanges();
  const detailed = response.getDetaileddiffMap();
  const entries = [...detailed.entries()].map(([path, change]) => [
    path,
    { diffKind: kinds[change.getKind()], inputDiff: change.getInputdiff() },
  ]);
  return {
    changes: changes === DIFF_SOME ? true : changes === DIFF_NONE ? false : undefined,
    replaceKeys: response.getReplacesList(),
    changedKeys: response.getDiffsList(),
    deleteBeforeReplace: response.getDeletebeforereplace(),
    ...(response.getHasdetaileddiff() ? { detailedDiff: Object.fromEntries(entries) as DetailedDiff } : {}),
  };
}
