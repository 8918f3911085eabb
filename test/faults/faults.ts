import type { FaultOrder } from "../../simulator/index.ts";
import { type Census, ownIdOf } from "./census.ts";
import type { RecordedCall } from "./recording.ts";
import { removeByHand, type Subject } from "./subject.ts";
import type { Call, Interference, World } from "./world.ts";

/** Where a fault strikes. */
export interface Target {
  readonly subject: Subject;
  readonly phase: string;
  readonly call: RecordedCall;
}

/** Something that goes wrong at one call. */
export interface Fault {
  readonly name: string;
  /** Whether it can happen there at all. */
  fits(target: Target): boolean;
  /** Prepares it; nothing else is to be said of the phase then. */
  arm(world: World, target: Target, before: Census): Interference | undefined;
  /** What the user must be told when the operation fails, the operation's name and the request id aside. */
  readonly told?: RegExp;
  /** Where the operation does not notice, only a refresh can. */
  readonly drifts?: true;
  /** The plugin was killed: there was nobody to tell anything. */
  readonly kills?: true;
}

/** The id under which the cloud knows a request that it refuses. */
export const requestId = "0815-request";

type Injected = FaultOrder["fault"];

const isChange = ({ call: { method } }: Target) => method !== "GET";
const isCreating = ({ call: { operation }, subject: { creation }, phase }: Target) =>
  phase === "creation" && operation === creation.operation;
const isAnything = () => true;

/** Orders a fault for the call from the simulator. */
function order(fault: (target: Target) => Injected, times = 1): Fault["arm"] {
  return ({ clouds }, target) => {
    const { operation, method, index, path } = target.call;
    const which = operation.includes(" ") ? { method, path } : { operationId: operation };
    clouds.admin.inject({ ...which, skip: index, times, fault: fault(target) });
    return undefined;
  };
}

const isOfClickHouse = ({ subject }: Target) => subject.token.startsWith("clickhouse:");

/** A refusal in the words of the subject's cloud. */
function refusal(status: number, code: string, vendorCode: string, headers = {}): (target: Target) => Injected {
  return (target) => ({
    kind: "answer",
    status,
    headers: { "x-request-id": requestId, ...headers },
    body: isOfClickHouse(target)
      ? { status, error: `${code}: ordered`, requestId }
      : { error_code: vendorCode, error_msg: "ordered" },
  });
}

const page = (status: number, when: "before" | "after"): Injected => ({
  kind: "answer",
  status,
  when,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${status}</title></head><body>Gateway</body></html>`,
});

/** Interferes at the target's call only. */
function at({ call: { operation, index } }: Target, effect: () => void): (call: Call) => void {
  return (call) => {
    if (call.operation === operation && call.index === index) effect();
  };
}

/** The object in question ends up in another state than it should. */
const ends = (state: string): Fault => ({
  name: `state ${state}`,
  fits: (target) => isCreating(target) && target.subject.creation.states.includes(state),
  arm: order(() => ({ kind: "state", state })),
  told: new RegExp(state, "i"),
});

export const faults: readonly Fault[] = [
  {
    name: "connection refused",
    fits: isAnything,
    arm: (_, { call: { operation, index } }) => ({
      accepts: (call) => call.operation !== operation || call.index !== index,
    }),
    told: /no answer/,
  },
  {
    name: "reset before it was processed",
    fits: isAnything,
    arm: order(() => ({ kind: "reset", when: "before" })),
    told: /no answer/,
  },
  {
    name: "reset after it was processed",
    fits: isAnything,
    arm: order(() => ({ kind: "reset", when: "after" })),
    told: /no answer/,
  },
  {
    name: "no answer until the time-out",
    fits: isAnything,
    arm: order(() => ({ kind: "hang", ms: 600_000, when: "after" })),
    told: /no answer/,
  },
  {
    name: "429 with header",
    fits: isAnything,
    arm: order(refusal(429, "TOO_MANY_REQUESTS", "APIGW.0308", { "retry-after": "7" })),
    told: /429/,
  },
  { name: "500", fits: isAnything, arm: order(refusal(500, "INTERNAL_ERROR", "DBS.200412")), told: /500/ },
  { name: "502 with an HTML body", fits: isAnything, arm: order(() => page(502, "before")), told: /502/ },
  { name: "503", fits: isAnything, arm: order(refusal(503, "UNAVAILABLE", "APIGW.0501")), told: /503/ },
  { name: "504 after the work was done", fits: isAnything, arm: order(() => page(504, "after")), told: /504/ },
  { name: "truncated JSON", fits: isAnything, arm: order(() => ({ kind: "truncated" })), told: /answer/ },
  { name: "JSON of another shape", fits: isAnything, arm: order(() => ({ kind: "wrongShape" })), told: /answer/ },
  { name: "401", fits: isAnything, arm: order(refusal(401, "UNAUTHORIZED", "APIGW.0301")), told: /401/ },
  { name: "403", fits: isAnything, arm: order(refusal(403, "FORBIDDEN", "APIGW.0302")), told: /403/ },
  {
    name: "busy for a while",
    fits: isChange,
    arm: order(refusal(409, "CONFLICT", "DBS.200019"), 3),
    told: /409/,
  },
  {
    name: "404 for the first reads after the creation",
    fits: ({ phase, call }) => phase === "creation" && call.method === "GET" && call.namesObject,
    arm: order(refusal(404, "NOT_FOUND", "DBS.200002"), 2),
    told: /does not exist|404/,
  },
  {
    name: "job not to be queried for a while",
    fits: ({ call }) => call.operation === "getJob",
    arm: order(refusal(404, "NOT_FOUND", "DBS.200543"), 6),
  },
  {
    name: "job failed",
    fits: ({ call }) => call.startsJob,
    arm: order(() => ({ kind: "jobFails", reason: "ordered to fail" })),
    told: /ordered to fail|failed/,
  },
  {
    name: "job failed with one of several objects made",
    fits: (target) => isCreating(target) && target.call.startsJob && target.subject.siblings !== undefined,
    arm: order(() => ({ kind: "jobFails", reason: "ordered to fail", made: 1 })),
    told: /ordered to fail|failed/,
  },
  {
    name: "job never ending",
    fits: ({ call }) => call.startsJob,
    arm: order(() => ({ kind: "jobNeverEnds" })),
    told: /time limit/,
  },
  {
    name: "object deleted by hand while waiting",
    drifts: true,
    fits: ({ call, subject, phase }) =>
      subject.objects !== undefined && phase !== "refresh" && call.method === "GET" && call.objectExists,
    arm(world, target, before) {
      const { subject } = target;
      const effect = () => {
        const id = world.stack.ids().subject ?? ownIdOf(subject, world, before);
        if (id) removeByHand(subject, world.clouds.admin, id);
      };
      return { after: at(target, effect) };
    },
    told: /not exist|gone|failed|nothing new/i,
  },
  ...["failed", "createfail", "abnormal", "ABNORMAL", "degraded", "Failed"].map(ends),
  ...deaths(),
];

/** SIGKILL of the plugin, before, while and after the cloud answers. */
function deaths(): Fault[] {
  const isOfCreationOrUpdate = ({ phase }: Target) => phase === "creation" || phase.startsWith("update");
  return [
    {
      name: "killed before the request reaches the cloud",
      fits: isOfCreationOrUpdate,
      kills: true,
      arm: ({ stack }, target) => ({
        accepts(call) {
          at(target, () => stack.killer()())(call);
          return true;
        },
      }),
    },
    {
      name: "killed after the cloud did the work",
      fits: isOfCreationOrUpdate,
      kills: true,
      arm: ({ stack }, target) => ({ after: at(target, () => stack.killer()()) }),
    },
    {
      name: "killed after the answer arrived",
      fits: isOfCreationOrUpdate,
      kills: true,
      // At once, but after everything that the plugin does with the answer before it waits for something else.
      arm: ({ stack }, target) => ({ arriving: at(target, () => setTimeout(stack.killer(), 0)) }),
    },
  ];
}
