import { argumentSpellingOf } from "../../provider/gaussdb/functions/arguments.ts";
import { engineOf, programName, type Spelling, spellingOf } from "../../provider/gaussdb/functions/spelling.ts";
import { resultOf, typescript } from "./api.ts";
import { declarationsOf, reachable } from "./declarations.ts";
import { type Document, type DocumentedOperation, filledIn, type Schema } from "./document.ts";
import { mapValues, openText, shapeOf } from "./shape.ts";

/** The query of a function, with the arguments that the function gives by itself. */
export interface Query {
  readonly name: string;
  readonly operation: string;
  readonly given?: readonly string[];
}
type Schemas = Document["schemas"];

/** The types of what programs give to queries and read from them: one name and one type for each thing. */
export async function queryTypes(document: Document, queries: readonly Query[]): Promise<string> {
  const named: Record<string, Schema> = { [openText]: { type: "string" } };
  const entries = queries.map(({ operation, given = [] }) => {
    const documented = document.operations.find(({ operationId }) => operationId === operation);
    if (!documented) throw new Error(`There is no operation ${operation}.`);
    const name = operation.charAt(0).toUpperCase() + operation.slice(1);
    const args = argumentsOf(documented, document.schemas, given);
    const hasArguments = Object.keys(args.properties).length > 0;
    if (hasArguments) named[`${name}Args`] = args;
    named[`${name}Result`] = plainSchema(operation, resultOf(documented) ?? {}, document.schemas);
    const types = `{ args: ${hasArguments ? `${name}Args` : "NoArguments"}; result: ${name}Result }`;
    return `  /** ${documented.summary} */\n  ${operation}: ${types};`;
  });
  const interfaceText = `export interface Queries {\n${entries.join("\n")}\n}`;
  const declarations = declarationsOf(await typescript(mapValues(named, shapeOf)));
  const names = new Map(queries.map(({ name, operation }) => [operation, name]));
  const text = [
    "type NoArguments = Readonly<Record<never, never>>;",
    "/** Keeps a list of values open: the vendor may add some. */",
    `type ${openText} = string & {};`,
    "",
    "/** What programs ask, by operationId. */",
    interfaceText,
    "",
    ...reachable(declarations, interfaceText)
      .filter(({ name }) => name !== openText)
      .map(({ text }) => `${text}\n`),
  ].join("\n");
  const fields = new Map(fieldsOf(document).map((field) => [field, programName(field)]));
  // Programs know a query by its function, and a field by their own name.
  return text.replaceAll(
    /(?<=^ +\* .*)\b[a-z]+(?:[A-Z]|_[a-z])\w+/gm,
    (word) => names.get(word) ?? fields.get(word) ?? word,
  );
}

/** The names of all fields in a document. */
function fieldsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { properties = {} } = value as { properties?: object };
  return [...Object.keys(properties), ...Object.values(value).flatMap(fieldsOf)];
}

/** Path, query and body in one. */
function argumentsOf(
  { parameters = [], requestBody }: DocumentedOperation,
  schemas: Schemas,
  given: readonly string[],
) {
  const own = parameters.filter(({ name }) => !filledIn.has(name));
  const body = followed(requestBody?.content["application/json"]?.schema ?? {}, schemas);
  const inBody = Object.entries((body.properties ?? {}) as Schemas);
  const all: readonly (readonly [string, Schema])[] = [
    ...own.map(({ name, schema, description }) => [name, { ...schema, ...(description && { description }) }] as const),
    ...inBody,
  ];
  const required = [...own.filter((parameter) => parameter.required).map(({ name }) => name), ...requiredOf(body)];
  return {
    type: "object",
    required: required.filter((name) => !given.includes(name)).map(programName),
    properties: Object.fromEntries(
      all
        .filter(([name]) => !given.includes(name))
        .map(([name, schema]) => [programName(name), argument(name, schema, schemas)]),
    ),
  };
}

function argument(name: string, schema: Schema, schemas: Schemas): Schema {
  const own = followed(schema, schemas);
  const description = described(own.description);
  switch (argumentSpellingOf(name)) {
    case "time":
    case "milliseconds":
      return { type: "string", description: `${untimed(description)} (RFC 3339).` };
    case "switch":
      return { type: "boolean", description };
    case "list":
      return { type: "array", items: { type: "string" }, description: "Ids of the instances." };
    case "map":
      return { type: "object", additionalProperties: { type: "string" }, description };
    default:
      return plainSchema("", { ...own, description }, schemas);
  }
}

/** The schema of what programs read, for the schema of what the vendor answers. */
export function plainSchema(operation: string, schema: Schema, schemas: Schemas): Schema {
  const own = followed(schema, schemas);
  const { items, properties, additionalProperties, ...rest } = own;
  const nullable = isNullable(own);
  if (nullable) rest.type = notNull(rest.type);
  if (Array.isArray(rest.enum)) rest.enum = rest.enum.filter((value) => value !== null && value !== "");
  if (rest.description !== undefined) rest.description = described(rest.description);
  for (const combinator of ["allOf", "anyOf", "oneOf"]) {
    if (combinator in rest)
      rest[combinator] = (rest[combinator] as Schema[]).map((part) => plainSchema(operation, part, schemas));
  }
  const fields = Object.entries((properties ?? {}) as Schemas);
  return {
    ...rest,
    ...(items !== undefined && { items: plainSchema(operation, items as Schema, schemas) }),
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...(properties !== undefined && {
      required: requiredOf(own)
        .filter((name) => !isNullable(followed((properties as Schemas)[name] ?? {}, schemas)))
        .map(programName),
      properties: Object.fromEntries(
        fields.map(([name, field]) => [programName(name), plainField(operation, name, field, schemas)]),
      ),
    }),
  };
}

function plainField(operation: string, name: string, schema: Schema, schemas: Schemas): Schema {
  const field = plainSchema(operation, schema, schemas);
  const spelling = spellingOf(operation, name);
  if (spelling === undefined) return field;
  const description = field.description as string | undefined;
  const told = description && spelling === "time" ? untimed(description) : description;
  return { ...read(field, spelling), ...(told && { description: told }) };
}

/** What is read of a field that may be spelt in several ways. */
function read(field: Schema, spelling: Spelling): Schema {
  const texts = ((field.enum ?? []) as unknown[]).filter((value) => typeof value === "string");
  const options = (field.anyOf ?? field.oneOf ?? [field]) as Schema[];
  const among = (values: readonly string[]) => ({
    type: "string",
    ...(values.length > 0 && { enum: [...new Set(values)] }),
  });
  switch (spelling) {
    case "number":
      return { type: "number" };
    case "switch":
      return { type: "boolean" };
    case "time":
      return { type: "string" };
    case "text":
      return among(Array.isArray(field.type) ? [] : texts);
    case "word":
      return among(texts.map((text) => text.toLowerCase()));
    case "engine":
      return among(texts.map(engineOf));
    case "addresses":
      return { type: "array", items: { type: "string" } };
    case "one":
      return options.find(({ type }) => type === "object") ?? field;
    case "many":
      return options.find(({ type }) => type === "array") ?? { type: "array", items: field };
    case "map":
      return { type: "object", additionalProperties: { type: "string" } };
    case "untouched":
      return { type: "object", additionalProperties: true };
  }
}

/** What the document says of its own contradictions is not for who reads one spelling. */
function described(description: unknown): string {
  const isAside = (text: string) => /\b(?:examples?|documented|stated|in the table|the text says)\b/i.test(text);
  return String(description ?? "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ \([^()]*\b(?:examples?|Strings?)\b[^()]*\)/gi, "")
    .replaceAll(/(?:;? ?String in the table|,? as a string)(?=[.,])/g, "")
    .split(/(?<=\.) /)
    .map((sentence) =>
      sentence
        .split(/; |, (?=documented)/)
        .filter((clause) => !isAside(clause))
        .join("; "),
    )
    .filter((sentence) => sentence !== "")
    .map((sentence) => sentence.replace(/(?<![.:])$/, "."))
    .join(" ")
    .trim();
}

/** The form of times is the same everywhere. */
function untimed(description: string): string {
  return description
    .replace(/[,.]?\s*(?:Format|as a|UNIX|in)?\s*(?:yyyy|timestamp|milliseconds|since 1970|\(13 digits).*$/i, "")
    .replace(/\.$/, "");
}

const isNullable = ({ type, enum: values }: Schema) =>
  (Array.isArray(type) && type.includes("null")) || (Array.isArray(values) && values.includes(null));

function notNull(type: unknown): unknown {
  if (!Array.isArray(type)) return type;
  const others = type.filter((name) => name !== "null");
  return others.length === 1 ? others[0] : others;
}

const requiredOf = ({ required = [] }: Schema) => required as string[];

function followed(schema: Schema, schemas: Schemas): Schema {
  const { $ref, ...own } = schema;
  if (typeof $ref !== "string") return schema;
  return { ...followed(schemas[$ref.replace("#/components/schemas/", "")] ?? {}, schemas), ...own };
}
