import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import grpc from "@grpc/grpc-js";
import engineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";

/** The real plugin of `@pulumi/pulumi` in a process of its own, and what it says to the engine. */
export interface Plugin extends AsyncDisposable {
  readonly client: ResourceProviderClient;
  readonly log: LogRequest.AsObject[];
}

export async function startPlugin({ entry = "index.js" }: { entry?: "index.js" | "" } = {}): Promise<Plugin> {
  const log: LogRequest.AsObject[] = [];
  const engine = new grpc.Server();
  engine.addService(engineServices.EngineService as unknown as grpc.ServiceDefinition, {
    log: (call: { request: LogRequest }, answer: (error: null, response: object) => void) => {
      log.push(call.request.toObject());
      answer(null, new empty.Empty());
    },
  });
  const enginePort = await new Promise<number>((resolve, reject) =>
    engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
  const file = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js");
  const started = spawn(process.execPath, [entry ? file : file.replace(/.index\.js$/, ""), `127.0.0.1:${enginePort}`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [port] = (await once(createInterface(started.stdout), "line")) as [string];
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return {
    client,
    log,
    async [Symbol.asyncDispose]() {
      client.close();
      engine.forceShutdown();
      await stop(started);
    },
  };
}

async function stop(process: ChildProcess): Promise<void> {
  const exited = once(process, "exit");
  process.kill("SIGKILL");
  await exited;
}
