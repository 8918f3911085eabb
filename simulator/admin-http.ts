import { z } from "zod";
import type { SimulatorAdmin } from "./admin.ts";
import type { Answer, IncomingRequest } from "./cloud.ts";
import { faultOrderSchema } from "./faults.ts";
import { readJson } from "./incoming.ts";
import type { RequestRecord } from "./request-log.ts";

const cloudName = z.enum(["clickhouse", "huawei"]);
const patch = z.record(z.string(), z.unknown());
const advance = z.strictObject({ seconds: z.number().nonnegative() });

const done: Answer = { status: 204 };

/** Answers a request to the admin interface. */
export function answerAdmin(admin: SimulatorAdmin, requests: () => RequestRecord[], request: IncomingRequest): Answer {
  try {
    return carryOut(admin, requests, request);
  } catch (error) {
    if (error instanceof RangeError) return { status: 404, body: { error: error.message } };
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
    if (error instanceof SyntaxError) return { status: 400, body: { error: "The body is no JSON" } };
    throw error;
  }
}

function carryOut(admin: SimulatorAdmin, requests: () => RequestRecord[], request: IncomingRequest): Answer {
  const [, , resource, ...names] = request.path.split("/").map(decodeURIComponent);
  const body = readJson(request.body);
  switch (`${request.method} ${resource}`) {
    case "GET objects":
      return { status: 200, body: admin.objects() };
    case "PATCH objects":
      admin.change(...objectName(names), patch.parse(body));
      return done;
    case "DELETE objects":
      admin.remove(...objectName(names));
      return done;
    case "POST faults":
      admin.inject(faultOrderSchema.parse(body));
      return done;
    case "DELETE faults":
      admin.clearFaults();
      return done;
    case "GET requests":
      return { status: 200, body: requests() };
    case "POST advance":
      admin.advance(advance.parse(body).seconds);
      return done;
    case "POST reset":
      admin.reset();
      return done;
    default:
      throw new RangeError(`The admin interface has no ${request.method} ${request.path}`);
  }
}

function objectName([cloud, kind = "", id = ""]: string[]) {
  return [cloudName.parse(cloud), kind, id] as const;
}
