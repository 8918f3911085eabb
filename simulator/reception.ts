import type { SimulatorAdmin } from "./admin.ts";
import { answerAdmin } from "./admin-http.ts";
import type { Clock } from "./clock.ts";
import type { Answer, IncomingRequest } from "./cloud.ts";
import type { ConnectionFault, Faults, Met } from "./faults.ts";
import { readJson } from "./incoming.ts";
import type { Operator } from "./operator.ts";
import { encode } from "./outgoing.ts";
import type { RequestLog } from "./request-log.ts";

export interface ReceptionParts {
  readonly operators: { readonly clickhouse: Operator; readonly huawei: Operator };
  readonly admin: SimulatorAdmin;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** Told of each request before it is carried out. */
  onRequest(met: Met): void;
}

/** What a client gets. */
export interface Reception {
  /** `undefined`: the connection is closed without an answer. */
  readonly answer: Answer | undefined;
  /** So many milliseconds nothing is to be heard. */
  readonly silentMs?: number;
}

/** What comes back for a request. */
export function receive(parts: ReceptionParts, request: IncomingRequest): Reception {
  parts.clock.settle();
  if (/^\/admin(\/|$)/.test(request.path)) {
    return { answer: answerAdmin(parts.admin, () => parts.log.records(), request) };
  }
  const operator = operatorOf(parts, request.path);
  if (!operator) return { answer: { status: 404, body: { error: "No cloud has this path" } } };
  const outside = operator.cloud.outside;
  const match = operator.match(request);
  const met: Met = { operationId: match?.operationId, method: request.method, path: request.path };
  parts.onRequest(met);
  const fault = parts.faults.takeConnectionFault(met);
  const answer = isBefore(fault) ? undefined : (outside?.(request) ?? operator.answer(request, match));
  const sent = faultyAnswer(fault, answer);
  parts.log.add({
    cloud: operator.cloud.name,
    time: new Date(parts.clock.now()).toISOString(),
    ...met,
    query: request.query,
    headers: request.headers,
    body: bodyForLog(request.body),
    status: sent?.status ?? 0,
  });
  return fault?.kind === "hang" ? { answer: sent, silentMs: fault.ms } : { answer: sent };
}

function operatorOf({ operators }: ReceptionParts, path: string): Operator | undefined {
  if (/^\/v1(\/|$)/.test(path)) return operators.clickhouse;
  return /^\/v3(\.1)?(\/|$)/.test(path) ? operators.huawei : undefined;
}

function isBefore(fault: ConnectionFault | undefined): boolean {
  return fault !== undefined && "when" in fault && fault.when === "before";
}

/** What the client gets in place of the cloud's answer; `undefined` if it gets none. */
function faultyAnswer(fault: ConnectionFault | undefined, answer: Answer | undefined): Answer | undefined {
  switch (fault?.kind) {
    case "reset":
      return undefined;
    case "answer":
      return { status: fault.status, ...(fault.headers && { headers: fault.headers }), body: fault.body };
    case "truncated": {
      const { headers, text } = encode(answer ?? { status: 200 });
      return { status: answer?.status ?? 200, headers, body: text.slice(0, Math.ceil(text.length / 2)) };
    }
    case "wrongShape":
      return { status: answer?.status ?? 200, body: ["not", "what", "the", "document", "says"] };
    default:
      return answer;
  }
}

function bodyForLog(body: Uint8Array): unknown {
  try {
    return readJson(body);
  } catch {
    return "[no JSON]";
  }
}
