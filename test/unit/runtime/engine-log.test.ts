import { createRequire } from "node:module";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { engineLog } from "../../../provider/runtime/engine-log.ts";

const plugin = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js");
const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/fake:Box::one";

let engine: grpc.Server;
let address: string;
let heard: LogRequest.AsObject[];
let answering: boolean;

beforeEach(async () => {
  heard = [];
  answering = true;
  engine = new grpc.Server();
  engine.addService(services.EngineService as unknown as grpc.ServiceDefinition, {
    log: (call: { request: LogRequest }, answer: grpc.sendUnaryData<object>) => {
      heard.push(call.request.toObject());
      if (answering) answer(null, new empty.Empty());
      else answer({ code: grpc.status.UNAVAILABLE, details: "shutting down" });
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  address = `127.0.0.1:${port}`;
});

afterEach(() => engine.forceShutdown());

describe("what is said to Pulumi's engine", () => {
  it("stands in the status column, or is kept as a warning at the resource", async () => {
    const log = engineLog(address, plugin);

    log.status("creating", urn);
    log.warn("restarts", urn);
    await log.delivered();

    expect(heard.sort((one, other) => one.severity - other.severity)).toMatchObject([
      { severity: 1, message: "creating", urn, ephemeral: true },
      { severity: 2, message: "restarts", urn, ephemeral: false },
    ]);
  });

  it.each([undefined, "", "garbage"])(
    "names no resource for the URN %j, which would be the CLI's end",
    async (malformed) => {
      const log = engineLog(address, plugin);

      log.warn("restarts", malformed);
      await log.delivered();

      expect(heard).toMatchObject([{ message: "restarts", urn: "" }]);
    },
  );

  it("has arrived when it counts as delivered", async () => {
    const log = engineLog(address, plugin);

    for (let count = 0; count < 20; count += 1) log.status(`step ${count}`, urn);
    await log.delivered();

    expect(heard).toHaveLength(20);
  });

  it("is lost without a word where this process is not Pulumi's plugin", async () => {
    for (const log of [
      engineLog(address, "/opt/vitest.js"),
      engineLog(undefined, plugin),
      engineLog(address, "/no/cmd/dynamic-provider"),
    ]) {
      log.warn("restarts", urn);
      await log.delivered();
    }

    expect(heard).toEqual([]);
  });
});

describe("an engine", () => {
  it("counts as gone when it has not heard two messages in a row", async () => {
    const log = engineLog(address, plugin);
    answering = false;

    log.status("one", urn);
    await log.delivered();
    const afterOne = log.gone.aborted;
    log.status("two", urn);
    await log.delivered();

    expect(afterOne).toBe(false);
    expect(log.gone.reason).toMatchObject({ message: "Pulumi's engine is gone" });
  });

  it("is still there when it hears the next one", async () => {
    const log = engineLog(address, plugin);

    for (const hears of [false, true, false]) {
      answering = hears;
      log.status("one", urn);
      await log.delivered();
    }

    expect(log.gone.aborted).toBe(false);
  });

  it("that has ended is noticed, and nobody waits for it", async () => {
    const log = engineLog(address, plugin);
    engine.forceShutdown();

    log.status("one", urn);
    log.status("two", urn);
    await log.delivered();

    expect(log.gone.aborted).toBe(true);
  });
});
