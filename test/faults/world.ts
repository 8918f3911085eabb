import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, IncomingRequest } from "../../simulator/cloud.ts";
import { newClouds, type SimulatedClouds } from "../../simulator/clouds.ts";
import { receive } from "../../simulator/reception.ts";
import { newStack, type Stack } from "./stack.ts";
import { type VirtualTime, virtualTime } from "./virtual-time.ts";

/** A request by what it asks for: the operation, or for what no document has the method and path. */
export interface Call {
  readonly operation: string;
  readonly request: IncomingRequest;
  /** How many times this operation was called before, since the counting began. */
  readonly index: number;
}

/** Somebody on the way between plugin and cloud. */
export interface Interference {
  /** False: the connection is refused. */
  accepts?(call: Call): boolean;
  /** Before the cloud gets the request. */
  before?(call: Call): void;
  /** After the cloud has dealt with it; what it answers is about to go back. */
  after?(call: Call, answer: Answer | undefined): void;
  /** What comes in the place of the cloud's answer. */
  distort?(call: Call, answer: Answer): Answer;
  /** The answer is about to reach the plugin. */
  arriving?(call: Call): void;
}

/** Both clouds and a stack in virtual time, in this process. */
export interface World extends Disposable {
  readonly time: VirtualTime;
  readonly clouds: SimulatedClouds;
  readonly stack: Stack;
  /** Counts calls from now on, and lets somebody interfere; nobody by default. */
  interfere(interference?: Interference): void;
}

const start = new Date("2026-03-01T08:00:00Z");
/** Where files cost no time: nothing in here has to survive. */
const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export interface WorldOptions {
  /** How many times as fast as real ones the clouds do their work. Default 1. */
  readonly speed?: number;
  readonly rateLimit?: boolean;
  /** Whether the provider logs in to Huawei Cloud with a password, instead of signing with a key. */
  readonly logsIn?: boolean;
}

export function newWorld(seed: string, { speed = 1, rateLimit = false, logsIn = false }: WorldOptions = {}): World {
  const time = virtualTime(start);
  const folder = mkdtempSync(join(memory, "pulumi-faults-"));
  const clouds = newClouds({ speed, seed, rateLimit });
  const { clickhouse, huawei } = clouds.credentials;
  const { accessKey, secretKey, domainName, userName, password } = huawei;
  let interference: Interference = {};
  let counts = new Map<string, number>();
  const calls = new Map<IncomingRequest, Call>();
  const callOf = (request: IncomingRequest): Call => {
    const known = calls.get(request);
    if (known) return known;
    const operation = operationOf(clouds, request);
    const index = counts.get(operation) ?? 0;
    counts.set(operation, index + 1);
    const call = { operation, request, index };
    calls.set(request, call);
    return call;
  };
  const url = "http://127.0.0.1";
  const stack = newStack({
    configuration: {
      "clickhouse:organizationId": clickhouse.organizationId,
      "clickhouse:tokenKey": clickhouse.tokenKey,
      "clickhouse:tokenSecret": clickhouse.tokenSecret,
      "clickhouse:apiUrl": url,
      "huaweicloud:region": "ap-southeast-3",
      ...inNamespace("huaweicloud", logsIn ? { domainName, userName, password } : { accessKey, secretKey }),
      "huaweicloud:endpoint": url,
      "huaweicloud:authUrl": url,
    },
    environment: { PULUMI_HOME: folder },
    exchange: {
      accepts: (request) => interference.accepts?.(callOf(request)) ?? true,
      deliver(request) {
        const call = callOf(request);
        interference.before?.(call);
        const delivery = receive(clouds.reception, request);
        interference.after?.(call, delivery.answer);
        const { answer } = delivery;
        return answer && interference.distort ? { ...delivery, answer: interference.distort(call, answer) } : delivery;
      },
      arrives(request) {
        const call = callOf(request);
        calls.delete(request);
        interference.arriving?.(call);
      },
    },
  });
  return {
    time,
    clouds,
    stack,
    interfere(next = {}) {
      interference = next;
      counts = new Map();
    },
    [Symbol.dispose]() {
      time[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const inNamespace = (namespace: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${namespace}:${key}`, value]));

function operationOf({ reception: { operators } }: SimulatedClouds, request: IncomingRequest): string {
  const operator = request.path.startsWith("/v1") ? operators.clickhouse : operators.huawei;
  return operator.match(request)?.operationId ?? `${request.method} ${request.path}`;
}
