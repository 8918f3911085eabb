import { readFileSync } from "node:fs";
import type { OpenAPIValidator } from "openapi-backend";
import { parse } from "yaml";

export type Document = ConstructorParameters<typeof OpenAPIValidator>[0]["definition"];

type Node = Readonly<Record<string, unknown>>;

/**
 * How a schema is taken over: `open` as it is; `closed` refuses fields that it does not name, at every depth; `part` is
 * one of the schemas that a closed one is composed of, so that only the depths below it are closed.
 */
type Mode = "open" | "closed" | "part";

const conditions = new Set(["if", "then", "else", "not", "dependentSchemas"]);
const compositions = new Set(["allOf", "anyOf", "oneOf"]);
const namedSchemas = new Set(["properties", "patternProperties"]);
const annotations = /^(description|title|summary|examples?|deprecated|readOnly|writeOnly|default|x-.*)$/;

/** Called required in practice, but left out in bodies that the document itself gives as examples. */
const optional = new Set(["database"]);

/** What is required of a request: also the fields without which no request is known to have been accepted. */
function withPractice(node: Node): Node {
  const practice = (node["x-required-in-practice"] ?? []) as string[];
  const required = practice.filter((field) => !optional.has(field));
  if (required.length === 0) return node;
  return { ...node, required: [...new Set([...((node.required ?? []) as string[]), ...required])] };
}

/** Reads an OpenAPI document: its references are resolved, and request bodies refuse fields that it does not name. */
export function readDocument(file: string): Document {
  const document = parse(readFileSync(file, "utf8")) as Node;
  const resolver = newResolver(document);
  const paths = Object.entries(document.paths as Record<string, Node>).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, resolver.operation(operation)]),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) } as unknown as Document;
}

function newResolver(document: Node) {
  // Only what is referred to is shared: openapi-backend writes a reference in place of an object that it meets again,
  // which means something in the place of a schema only.
  const components = new Map<string, Node>();

  function target(reference: string): Node {
    const names = reference.replace(/^#\//, "").split("/");
    return names.reduce<unknown>((node, name) => (node as Node)[name], document) as Node;
  }

  function component(reference: string, mode: Mode): Node {
    const key = `${mode} ${reference}`;
    const known = components.get(key);
    if (known) return known;
    const resolved = {};
    components.set(key, resolved);
    return Object.assign(resolved, resolve(target(reference), mode));
  }

  function resolve(value: unknown, mode: Mode): unknown {
    if (Array.isArray(value)) return value.map((item) => resolve(item, mode));
    return typeof value === "object" && value !== null ? object(value as Node, mode) : value;
  }

  function object(node: Node, mode: Mode): Node {
    if (typeof node.$ref === "string") return referred(node.$ref, node, mode);
    const entries = Object.entries(mode === "open" ? node : withPractice(node));
    const resolved = Object.fromEntries(entries.map(([key, value]) => [key, member(key, value, { node, mode })]));
    return mode === "closed" && namesFields(node) ? { ...resolved, unevaluatedProperties: false } : resolved;
  }

  function member(key: string, value: unknown, { node, mode }: { node: Node; mode: Mode }): unknown {
    if (mode === "open" || conditions.has(key)) return resolve(value, "open");
    if (namedSchemas.has(key)) return mapValues(value as Node, (schema) => resolve(schema, "closed"));
    if (!compositions.has(key)) return resolve(value, "closed");
    return (value as Node[]).map((part) => resolve(part, isRule(part, node) ? "open" : "part"));
  }

  /** A part that only says more about fields which the whole already names; it must not be taken for all of them. */
  function isRule(part: Node, whole: Node) {
    return whole.properties !== undefined && part.$ref === undefined;
  }

  function referred(reference: string, node: Node, mode: Mode): Node {
    const rules = Object.entries(node).filter(([key]) => key !== "$ref" && !annotations.test(key));
    if (rules.length === 0) return component(reference, mode);
    return object({ allOf: [{ $ref: reference }], ...Object.fromEntries(rules) }, mode);
  }

  /** Whether a schema says, itself or by its parts, which fields an object has, and leaves it open if others may be. */
  function namesFields(node: Node): boolean {
    if ("additionalProperties" in node || "unevaluatedProperties" in node) return false;
    if (typeof node.$ref === "string") return namesFields(target(node.$ref));
    if (node.properties) return true;
    return [...compositions].some((key) => ((node[key] ?? []) as Node[]).some(namesFields));
  }

  function operation(node: unknown): unknown {
    if (typeof node !== "object" || node === null || Array.isArray(node)) return resolve(node, "open");
    const { requestBody, ...rest } = node as Node;
    const resolved = resolve(rest, "open") as Node;
    return requestBody === undefined ? resolved : { ...resolved, requestBody: body(requestBody as Node) };
  }

  function body({ content, ...rest }: Node): Node {
    const media = content as Record<string, Node>;
    return { ...rest, content: mapValues(media, ({ schema }) => ({ schema: resolve(schema, "closed") })) };
  }

  return { operation };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => unknown) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
