import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

interface Document {
  paths: Record<string, Record<string, { operationId?: string; responses: Record<string, { content?: object }> }>>;
}

const text = readFileSync(new URL("../../../../spec/gaussdb-mysql.yaml", import.meta.url), "utf8");
const document = parse(text) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, "document");
const validators = new Map<string, ValidateFunction>();

/** Where the live service answers otherwise than the document says: strings for numbers, null, other spellings. */
const knownDeviations = [
  /\/(port|keep_days|max_connections|vcpus|ram) must be integer$/,
  /\/(used|size) must be number$/,
  /\/datastore\/type must be equal to one of the allowed values$/,
  /\/job_name must be equal to one of the allowed values$/,
  /^\/job_id must be string$/,
  /^\/open_slow_log_switch must be boolean$/,
  /_quota must be >= 0$/,
  /^\/total_count must be integer$/,
  /\/replications\/\d+\/(catchup_)?percentage must be integer$/,
  /\/replications\/\d+\/status must be equal to one of the allowed values$/,
  /\/slow_log_list\/\d+\/rows_(sent|examined) must be integer$/,
  // The task center's sections do not tell of jobs of analytical instances.
  /\/instance[_/]id must match pattern ".*in07\$"$/,
];

/** What is wrong with an answer, seen from the document, apart from the deviations that are known. */
export function answerProblems(method: string, target: string, status: number, body: unknown): string[] {
  const pathname = target.split("?")[0] ?? "";
  const operation = method.toLowerCase();
  const templates = Object.keys(document.paths).filter((path) => document.paths[path]?.[operation]);
  const template = templates.sort((a, b) => wildcards(a) - wildcards(b)).find((path) => pattern(path).test(pathname));
  if (template === undefined) return [];
  const response = document.paths[template]?.[operation]?.responses[String(status)];
  if (!response) return [`status ${status} is not documented`];
  if (!response.content) return body === undefined ? [] : ["a body is not documented"];
  const validate = validatorOf(template, operation, status);
  if (validate(body)) return [];
  const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  return problems.filter((problem) => !knownDeviations.some((known) => known.test(problem)));
}

/** Every operation of the document. */
export const operationIds: readonly string[] = Object.values(document.paths).flatMap((operations) =>
  Object.values(operations).flatMap(({ operationId }) => operationId ?? []),
);

/** A request as the document shows it. */
export interface DocumentedRequest {
  operationId: string;
  /** Of the example of the body; empty for a request without one. */
  name: string;
  method: string;
  path: string;
  /** Names of the query parameters that are required or have an example. */
  query: string[];
  /** Example values of parameters by name. */
  examples: Record<string, string>;
  body: unknown;
}

/** Every operation with some tags, with its parameters and, if it has one, each example of its body. */
export function documentedRequests(tags: readonly string[]): DocumentedRequest[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const { operationId = "", tags: own = [], parameters = [] } = operation as Tagged;
      if (!own.some((tag) => tags.includes(tag))) return [];
      const bodies = examplesOf(operation);
      const known = parameters.map(resolved);
      const shown = known.filter((parameter) => parameter.in === "query");
      const query = shown.filter(({ required, example }) => required || example !== undefined).map(({ name }) => name);
      const examples = known.flatMap(({ name, example }) =>
        example === undefined ? [] : [[name, String(example)] as const],
      );
      const request = {
        operationId,
        method: method.toUpperCase(),
        path,
        query,
        examples: Object.fromEntries(examples),
      };
      if (bodies.length === 0) return [{ ...request, name: "", body: undefined }];
      return bodies.map(({ name, body }) => ({ ...request, name, body }));
    }),
  );
}

interface Tagged {
  operationId?: string;
  tags?: string[];
  parameters?: (Parameter | { $ref: string })[];
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  example?: unknown;
}

function resolved(parameter: Parameter | { $ref: string }): Parameter {
  if (!("$ref" in parameter)) return parameter;
  const keys = parameter.$ref.slice(2).split("/");
  return keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as Parameter;
}

function examplesOf(operation: object) {
  const { requestBody } = operation as {
    requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
  };
  const examples = requestBody?.content["application/json"]?.examples ?? {};
  return Object.entries(examples).map(([name, { value }]) => ({ name, body: value }));
}

function validatorOf(path: string, method: string, status: number): ValidateFunction {
  const parts = ["paths", path, method, "responses", String(status), "content", "application/json", "schema"];
  const pointer = parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  const known = validators.get(pointer) ?? ajv.compile({ $ref: `document#/${pointer}` });
  validators.set(pointer, known);
  return known;
}

function wildcards(path: string) {
  return path.split("{").length;
}

function pattern(path: string) {
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
}
