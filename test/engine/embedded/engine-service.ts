import engineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { GetRootResourceRequest, LogRequest, SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Severity } from "../engine.ts";
import type { DiagnosticEvent } from "../events.ts";
import { unary } from "./grpc-server.ts";

const severities: readonly (Severity | undefined)[] = [undefined, "info", "warning", "error"];

/** The engine as programs and plugins see it: they log here. */
export function engineService(log: (event: DiagnosticEvent) => void) {
  let root = "";
  return {
    definition: engineServices.EngineService,
    handlers: {
      log: unary((request: LogRequest) => {
        const severity = severities[request.getSeverity()];
        if (severity) log(diagnosticOf(request, severity));
        return new empty.Empty();
      }),
      getRootResource: unary((_: GetRootResourceRequest) => {
        const response = new engineMessages.GetRootResourceResponse();
        response.setUrn(root);
        return response;
      }),
      setRootResource: unary((request: SetRootResourceRequest) => {
        root = request.getUrn();
        return new engineMessages.SetRootResourceResponse();
      }),
      startDebugging: unary(() => new empty.Empty()),
      requirePulumiVersion: unary(() => new engineMessages.RequirePulumiVersionResponse()),
    },
  };
}

function diagnosticOf(request: LogRequest, severity: Severity): DiagnosticEvent {
  const urn = request.getUrn();
  return { severity, message: request.getMessage(), ephemeral: request.getEphemeral(), ...(urn ? { urn } : {}) };
}
