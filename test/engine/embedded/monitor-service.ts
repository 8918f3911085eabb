import * as grpc from "@grpc/grpc-js";
import resourceServices from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import type {
  ReadResourceRequest,
  RegisterResourceHookRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import resourceMessages from "@pulumi/pulumi/proto/resource_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { GrpcError, unary } from "./grpc-server.ts";
import type { Hook } from "./hooks.ts";
import { structOf } from "./plugin-client.ts";
import { type Properties, plain } from "./property-values.ts";
import type { ResourceState } from "./resource-state.ts";

/** What a program is told of its deployment. */
export interface DeploymentFacts {
  readonly project: string;
  readonly stack: string;
  readonly dryRun: boolean;
  readonly parallel: number;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** What a program's requests lead to. */
export interface MonitorActions {
  register(request: RegisterResourceRequest): Promise<ResourceState>;
  read(request: ReadResourceRequest): Promise<ResourceState>;
  registerOutputs(urn: string, outputs: Properties): Promise<void>;
  registerHook(name: string, hook: Hook): void;
  /** A resource that was registered or read in this operation. */
  find(urn: string): ResourceState | undefined;
  /** The program is done; the answer lets its process end. */
  finished(): Promise<void>;
}

const features = resourceMessages.ResourceMonitorFeature;
const supported = [
  features.RESOURCE_MONITOR_FEATURE_SECRETS,
  features.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  features.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  features.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  features.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
];
const supportedNames = new Set(["secrets", "resourceReferences", "aliasSpecs", "deletedWith", "resourceHooks"]);

/** Where a program registers its resources. */
export function monitorService(facts: DeploymentFacts, actions: MonitorActions) {
  const unsupported = unary((): never => {
    throw new GrpcError(grpc.status.UNIMPLEMENTED, "the embedded engine does not do this");
  });
  return {
    definition: resourceServices.ResourceMonitorService,
    handlers: {
      getDeploymentInfo: unary(() => deploymentInfo(facts)),
      supportsFeature: unary((request: SupportsFeatureRequest) => {
        const response = new resourceMessages.SupportsFeatureResponse();
        response.setHassupport(supportedNames.has(request.getId()));
        return response;
      }),
      registerResource: unary(async (request: RegisterResourceRequest) => {
        const state = await actions.register(request);
        const response = new resourceMessages.RegisterResourceResponse();
        response.setUrn(state.urn);
        response.setId(state.id ?? "");
        response.setObject(structOf(state.custom ? state.outputs : {}));
        response.setResult(resourceMessages.Result.SUCCESS);
        return response;
      }),
      readResource: unary(async (request: ReadResourceRequest) => {
        const state = await actions.read(request);
        const response = new resourceMessages.ReadResourceResponse();
        response.setUrn(state.urn);
        response.setProperties(structOf(state.outputs));
        return response;
      }),
      registerResourceOutputs: unary(async (request: RegisterResourceOutputsRequest) => {
        await actions.registerOutputs(request.getUrn(), (request.getOutputs()?.toJavaScript() ?? {}) as Properties);
        return new empty.Empty();
      }),
      registerResourceHook: unary((request: RegisterResourceHookRequest) => {
        const callback = request.getCallback();
        actions.registerHook(request.getName(), {
          target: callback?.getTarget() ?? "",
          token: callback?.getToken() ?? "",
          onDryRun: request.getOnDryRun(),
          ignoreErrors: request.getIgnoreErrors(),
        });
        return new empty.Empty();
      }),
      invoke: unary((request: ResourceInvokeRequest) => invoke(request, actions)),
      signalAndWaitForShutdown: unary(async () => {
        await actions.finished();
        return new empty.Empty();
      }),
      call: unsupported,
      existsResource: unsupported,
      registerStackTransform: unsupported,
      registerStackInvokeTransform: unsupported,
      registerErrorHook: unsupported,
      registerPackage: unsupported,
    },
  };
}

/** Programs look resources up that they get as references. */
function invoke(request: ResourceInvokeRequest, actions: MonitorActions) {
  if (request.getTok() !== "pulumi:pulumi:getResource") {
    throw new GrpcError(grpc.status.UNIMPLEMENTED, `the embedded engine has no function ${request.getTok()}`);
  }
  const urn = request.getArgs()?.toJavaScript().urn;
  const state = actions.find(String(plain(urn)));
  if (!state) throw new Error(`unknown resource ${urn}`);
  const response = new resourceMessages.ResourceInvokeResponse();
  response.setReturn(structOf({ urn: state.urn, id: state.id ?? "", state: state.outputs }));
  return response;
}

function deploymentInfo({ project, stack, dryRun, parallel, config, secretKeys }: DeploymentFacts) {
  const info = new resourceMessages.DeploymentInfo();
  info.setProject(project);
  info.setStack(stack);
  info.setOrganization("organization");
  info.setDryrun(dryRun);
  info.setParallel(parallel);
  for (const [key, value] of Object.entries(config)) info.getConfigMap().set(key, value);
  info.setConfigsecretkeysList([...secretKeys]);
  info.setSupportedfeaturesList(supported);
  return info;
}
