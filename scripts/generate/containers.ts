import type { Container } from "../../provider/http/operation-table.ts";
import type { Schema } from "./document.ts";

export type Answer = Container | Readonly<Record<string, Container>>;
type Schemas = Readonly<Record<string, Schema>>;

/**
 * What a read must answer: an object, a list, or an object around what is asked for. That is around the list of a page,
 * or around objects and lists only.
 */
export function answerOf(result: Schema | undefined, schemas: Schemas): Answer | undefined {
  const own = result && containerOf(result, schemas);
  if (!result || own !== "object") return own;
  const members = Object.entries(propertiesOf(result, schemas)).map(
    ([name, schema]) => [name, containerOf(schema, schemas)] as const,
  );
  const containers = members.flatMap(([name, container]) => (container ? [[name, container] as const] : []));
  const isPage = containers.length === 1 && members.some(([name]) => name === "total_count");
  const isWrapper = containers.length > 0 && containers.length === members.length;
  return isPage || isWrapper ? Object.fromEntries(containers) : own;
}

function containerOf(schema: Schema, schemas: Schemas): Container | undefined {
  const { type, items, oneOf = [], anyOf = oneOf } = followed(schema, schemas);
  if (type === "array") return items && containerOf(items as Schema, schemas) === "object" ? "objects" : "list";
  const choices = (anyOf as Schema[]).map((choice) => containerOf(choice, schemas));
  const isObject = type === "object" || Object.keys(propertiesOf(schema, schemas)).length > 0;
  return isObject || (choices.length > 0 && choices.every((choice) => choice === "object")) ? "object" : undefined;
}

function propertiesOf(schema: Schema, schemas: Schemas): Schemas {
  const { properties = {}, allOf = [] } = followed(schema, schemas) as { properties?: Schemas; allOf?: Schema[] };
  return Object.assign({}, ...allOf.map((part) => propertiesOf(part, schemas)), properties);
}

function followed(schema: Schema, schemas: Schemas): Schema {
  const { $ref } = schema;
  if (typeof $ref !== "string") return schema;
  return followed(schemas[$ref.replace("#/components/schemas/", "")] ?? {}, schemas);
}
