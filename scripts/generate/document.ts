import { readFile } from "node:fs/promises";
import { parse } from "yaml";

/** A JSON schema; its keywords are looked at one by one. */
export interface Schema {
  [keyword: string]: unknown;
}
export interface Parameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  description?: string;
  schema: Schema;
}
interface Content {
  [mediaType: string]: { schema?: Schema };
}
/** An operation of a document, with the path and method that it stands under. */
export interface DocumentedOperation {
  operationId: string;
  method: string;
  path: string;
  summary: string;
  deprecated?: boolean;
  /** False: sending it once more does more than sending it once. */
  "x-repeatable"?: boolean;
  /** The operation that is used instead. */
  "x-replaced-by"?: string;
  /** Where the vendor's reference has it. */
  "x-section"?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: { [status: string]: { content?: Content } };
}
export interface Document {
  schemas: Readonly<Record<string, Schema>>;
  operations: readonly DocumentedOperation[];
}

/** Path parameters that the connection fills in. */
export const filledIn: ReadonlySet<string> = new Set(["project_id", "organizationId"]);

const methods = new Set(["get", "put", "post", "delete", "patch"]);

/** Reads an OpenAPI document of `spec/`. References to parameters are followed, references to schemas stay. */
export async function readDocument(path: string): Promise<Document> {
  const document = parse(await readFile(path, "utf8"));
  const shared: Record<string, Parameter> = document.components.parameters ?? {};
  const parameterOf = (parameter: Parameter | { $ref: string }) =>
    "$ref" in parameter ? shared[parameter.$ref.replace("#/components/parameters/", "")] : parameter;

  const operations: DocumentedOperation[] = [];
  for (const [path, item] of Object.entries<Record<string, DocumentedOperation>>(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!methods.has(method)) throw new Error(`${path}: ${method} is not a method`);
      const parameters = (operation.parameters ?? []).map(parameterOf).filter((parameter) => parameter !== undefined);
      operations.push({ ...operation, parameters, method: method.toUpperCase(), path });
    }
  }
  return { schemas: document.components.schemas, operations };
}
