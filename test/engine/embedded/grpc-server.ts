import * as grpc from "@grpc/grpc-js";

export const channelOptions: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
};

export interface GrpcServer {
  /** Host and port. */
  readonly address: string;
  close(): void;
}

/** An answer that is an error of gRPC. */
export class GrpcError extends Error {
  readonly code: grpc.status;
  readonly details: string;

  constructor(code: grpc.status, details: string) {
    super(details);
    this.code = code;
    this.details = details;
  }
}

/** A handler of a call as a function from request to answer. */
export function unary<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(error instanceof GrpcError ? error : asGrpcError(error)),
      );
  };
}

/** Serves on a port of 127.0.0.1 that the system chooses. */
export async function serveGrpc(
  ...services: readonly {
    readonly definition: grpc.ServiceDefinition;
    readonly handlers: grpc.UntypedServiceImplementation;
  }[]
): Promise<GrpcServer> {
  const server = new grpc.Server(channelOptions);
  for (const { definition, handlers } of services) server.addService(definition, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

function asGrpcError(error: unknown): GrpcError {
  return new GrpcError(grpc.status.UNKNOWN, error instanceof Error ? error.message : String(error));
}
