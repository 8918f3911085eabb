import type { Rule } from "../../runtime/resource.ts";
import type { Destination } from "./destination.ts";
import type { Size } from "./scaling.ts";
import { isDatabase, type KindName, kindOf } from "./sources/kinds.ts";

interface Inputs {
  readonly source?: unknown;
  readonly destination?: Destination | undefined;
  readonly fieldMappings?: unknown;
  readonly scaling?: Size | undefined;
  readonly resyncTrigger?: string | undefined;
  readonly settings?: Readonly<Record<string, number | boolean>> | undefined;
}

/** The vendor's document names Postgres and MySQL only; whether MongoDB can be loaded anew is left to the API. */
const resyncable: readonly KindName[] = ["postgres", "mysql", "mongodb"];

/** What must be set, and must not be, depends on the kind of source. */
export const fittingRules: readonly Rule<Inputs>[] = [
  onTable("table", (value) => (value === undefined ? "is required" : undefined)),
  onTable("columns", (value) => (value === undefined ? "is required" : undefined)),
  onTable("managedTable", () => undefined),
  onTable("tableDefinition", (value, { managedTable = true }) => {
    if (managedTable) return value === undefined ? "is required, unless managedTable is false" : undefined;
    return value === undefined ? undefined : "must not be set when managedTable is false";
  }),
  {
    of: ["fieldMappings"],
    refuse: fitting(({ fieldMappings }, kind) =>
      Array.isArray(fieldMappings) && fieldMappings.length > 0 && isDatabase(kind)
        ? `must not be set with source.${kind}`
        : undefined,
    ),
  },
  {
    of: ["scaling"],
    refuse: fitting(({ scaling }, kind) =>
      scaling !== undefined && isDatabase(kind)
        ? `must not be set with source.${kind}: the database pipes of a service share their workers`
        : undefined,
    ),
  },
  {
    of: ["scaling.concurrency"],
    refuse: fitting(({ scaling }, kind) =>
      scaling?.concurrency !== undefined && kind !== "objectStorage" && !isDatabase(kind)
        ? `must not be set with source.${kind}`
        : undefined,
    ),
  },
  {
    of: ["resyncTrigger"],
    refuse: fitting(({ resyncTrigger }, kind) =>
      resyncTrigger !== undefined && !resyncable.includes(kind) ? `must not be set with source.${kind}` : undefined,
    ),
  },
  {
    of: ["settings"],
    refuse: fitting(({ settings = {} }, kind) => {
      const foreign = foreignSettings(kind);
      const wrong = Object.keys(settings).find((key) => foreign.some((prefix) => key.startsWith(prefix)));
      return wrong === undefined ? undefined : `must not have ${wrong} with source.${kind}`;
    }),
  },
];

/** A rule on a property that database sources do not have. */
function onTable(
  property: keyof Destination,
  refuse: (value: unknown, destination: Destination) => string | undefined,
): Rule<Inputs> {
  return {
    of: [`destination.${property}`, "destination.managedTable"],
    refuse: fitting(({ destination }, kind) => {
      if (destination === undefined) return undefined;
      const value = destination[property];
      if (!isDatabase(kind)) return refuse(value, destination);
      return value === undefined ? undefined : `must not be set with source.${kind}, whose mappings name the tables`;
    }),
  };
}

function fitting(refuse: (inputs: Partial<Inputs>, kind: KindName) => string | undefined) {
  return (inputs: Partial<Inputs>): string | undefined => {
    const kind = kindOf(inputs.source);
    return kind === undefined ? undefined : refuse(inputs, kind);
  };
}

function foreignSettings(kind: KindName): string[] {
  if (kind === "objectStorage") return ["streaming_"];
  return isDatabase(kind) ? ["object_storage_", "streaming_"] : ["object_storage_"];
}
