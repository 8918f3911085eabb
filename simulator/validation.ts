import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { OpenAPIRouter, OpenAPIValidator, ValidationContext } from "openapi-backend";
import type { IncomingRequest, ValidationProblem } from "./cloud.ts";
import { readDocument } from "./document.ts";

/** A request's operation and its parameters. */
export interface Match {
  readonly operationId: string;
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
}

/** An OpenAPI document at work. */
export interface Contract {
  /** The operation that a request calls; `undefined` if the document has none. */
  match(request: IncomingRequest): Match | undefined;
  /** What the document does not allow; empty if all is well. Validators are compiled at an operation's first request. */
  requestProblems(operationId: string, request: IncomingRequest, body: unknown): ValidationProblem[];
  /** How an answer of ours differs from the document. */
  answerProblems(operationId: string, status: number, body: unknown): ValidationProblem[];
}

const rememberedMatches = 10_000;

const contracts = new Map<string, Contract>();

/** A document's contract. Reading it takes half a second, so all simulators of a process share it. */
export function contractOf(file: string): Contract {
  const contract = contracts.get(file) ?? newContract(file);
  contracts.set(file, contract);
  return contract;
}

function newContract(file: string): Contract {
  const definition = readDocument(file);
  const router = new OpenAPIRouter({ definition });
  const operations = router.getOperations();
  router.getOperations = () => operations;
  const bodies = newAjv({});
  const parameters = newAjv({ coerceTypes: true });
  const validator = new OpenAPIValidator({
    definition,
    router,
    lazyCompileValidators: true,
    customizeAjv: (_ajv, _options, context) => (context === ValidationContext.Params ? parameters : bodies),
  });
  // Waiting asks for the same again and again, and the router tries the patterns of all paths each time.
  const matches = new Map<string, Match | undefined>();

  function find(request: IncomingRequest): Match | undefined {
    const asked = asRequest(request);
    const operation = router.matchOperation(asked);
    if (operation?.operationId === undefined) return undefined;
    return { operationId: operation.operationId, path: router.parseRequest(asked, operation).params };
  }

  return {
    match(request) {
      const key = `${request.method} ${request.path}`;
      if (!matches.has(key)) {
        if (matches.size >= rememberedMatches) matches.clear();
        matches.set(key, find(request));
      }
      return matches.get(key);
    },
    requestProblems(operationId, request, body) {
      const { errors } = validator.validateRequest({ ...asRequest(request), body }, operationId);
      return (errors ?? []).map(problemOf);
    },
    answerProblems(operationId, status, body) {
      const { errors } = validator.validateResponse(body, operationId, status);
      return (errors ?? []).map(problemOf);
    },
  };
}

function newAjv(options: { coerceTypes?: boolean }) {
  const ajv = new Ajv2020({ allErrors: true, strict: false, ...options });
  formats.default(ajv);
  return ajv;
}

function asRequest({ method, path, query, headers }: IncomingRequest) {
  const present = Object.entries(headers).filter((entry): entry is [string, string | string[]] => !!entry[1]);
  return { method, path, query: structuredClone(query), headers: Object.fromEntries(present) };
}

/** Ajv's error as a path to the field and a rule, without the value. */
function problemOf({ keyword, instancePath, params, message = "" }: ErrorObject): ValidationProblem {
  const at = (field?: unknown) => [instancePath.slice(1), field].filter(Boolean).join("/");
  const { missingProperty, unevaluatedProperty, additionalProperty, allowedValues } = params;
  const rule = keyword;
  if (missingProperty) return { path: at(missingProperty), message: "is required", rule };
  const unknown = unevaluatedProperty ?? additionalProperty;
  if (unknown) return { path: at(unknown), message: "is unknown", rule };
  if (allowedValues) return { path: at(), message: `must be one of ${allowedValues.join(", ")}`, rule };
  return { path: at(), message, rule };
}
