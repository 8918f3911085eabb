import * as grpc from "@grpc/grpc-js";
import callbackServices from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import callbackMessages from "@pulumi/pulumi/proto/callback_pb.js";
import resourceMessages from "@pulumi/pulumi/proto/resource_pb.js";
import { messageOf, structOf } from "./plugin-client.ts";
import type { Properties } from "./property-values.ts";
import type { HookType, ResourceState } from "./resource-state.ts";

export interface Hook {
  /** Address of the program's callback server. */
  readonly target: string;
  readonly token: string;
  readonly onDryRun: boolean;
  readonly ignoreErrors: boolean;
}

/** A resource before and after the step that a hook is called for. */
export interface HookValues {
  readonly id?: string | undefined;
  readonly newInputs?: Properties;
  readonly oldInputs?: Properties;
  readonly newOutputs?: Properties;
  readonly oldOutputs?: Properties;
}

/** The program's hooks, by name. */
export interface Hooks {
  register(name: string, hook: Hook): void;
  /** Calls the hooks of a type that a resource is bound to, in their order. */
  run(type: HookType, state: ResourceState, values: HookValues): Promise<void>;
  close(): void;
}

export interface HooksOptions {
  readonly dryRun: boolean;
  warn(message: string, urn: string): void;
}

export function createHooks({ dryRun, warn }: HooksOptions): Hooks {
  const hooks = new Map<string, Hook>();
  const clients = new Map<string, InstanceType<typeof callbackServices.CallbacksClient>>();
  const clientOf = (target: string) => {
    const client =
      clients.get(target) ?? new callbackServices.CallbacksClient(target, grpc.credentials.createInsecure());
    clients.set(target, client);
    return client;
  };
  const call = async (hook: Hook, state: ResourceState, values: HookValues): Promise<string> => {
    const request = new callbackMessages.CallbackInvokeRequest();
    request.setToken(hook.token);
    request.setRequest(requestOf(state, values).serializeBinary());
    const bytes = await new Promise<Uint8Array>((resolve, reject) => {
      clientOf(hook.target).invoke(request, (error, response) =>
        error ? reject(error) : resolve(response.getResponse_asU8()),
      );
    });
    return resourceMessages.ResourceHookResponse.deserializeBinary(bytes).getError();
  };
  return {
    register: (name, hook) => void hooks.set(name, hook),
    async run(type, state, values) {
      for (const name of state.resourceHooks?.[type] ?? []) {
        const hook = hooks.get(name);
        if (!hook) throw new Error(`hook ${name} was not registered`);
        if (dryRun && !hook.onDryRun) continue;
        const failure = await call(hook, state, values).catch(messageOf);
        if (failure === "") continue;
        const message = `${type.startsWith("before") ? "before" : "after"} hook "${name}" failed: ${failure}`;
        if (!hook.ignoreErrors) throw new Error(message);
        warn(message, state.urn);
      }
    },
    close() {
      for (const client of clients.values()) client.close();
    },
  };
}

function requestOf({ urn, type }: ResourceState, { id, ...values }: HookValues) {
  const request = new resourceMessages.ResourceHookRequest();
  request.setUrn(urn);
  request.setId(id ?? "");
  request.setName(urn.slice(urn.lastIndexOf("::") + 2));
  request.setType(type);
  if (values.newInputs) request.setNewInputs(structOf(values.newInputs));
  if (values.oldInputs) request.setOldInputs(structOf(values.oldInputs));
  if (values.newOutputs) request.setNewOutputs(structOf(values.newOutputs));
  if (values.oldOutputs) request.setOldOutputs(structOf(values.oldOutputs));
  return request;
}
