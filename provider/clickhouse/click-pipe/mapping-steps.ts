import { z } from "zod";
import { differences } from "../../runtime/compare.ts";
import { pick } from "../../runtime/path.ts";
import { unwrap } from "../../runtime/traits.ts";
import { nameOf } from "./sources/database.ts";
import type { SourceKind } from "./sources/kind.ts";

type Mapping = Readonly<Record<string, unknown>>;

/** What one PATCH does to the table mappings. */
export interface MappingStep {
  readonly add: readonly Mapping[];
  /** Only what tells which mapping it is. */
  readonly remove: readonly Mapping[];
}

export interface MappingChange {
  /** Wanted, and not there yet. */
  readonly added: readonly Mapping[];
  /** There, and not wanted any more. */
  readonly dropped: readonly Mapping[];
  /** Wanted as it is not there. */
  readonly changed: readonly Mapping[];
}

/** How the wanted table mappings differ from the live ones. */
export function mappingChange(
  { schema, sourceTable = [] }: SourceKind,
  wanted: readonly Mapping[],
  live: readonly Mapping[],
): MappingChange {
  const list = unwrap(schema.shape.tableMappings as z.ZodType);
  const element = list instanceof z.ZodArray ? list.element : z.unknown();
  const same = (one: Mapping, other: Mapping) =>
    nameOf(one, sourceTable) === nameOf(other, sourceTable) && one.targetTable === other.targetTable;
  return {
    added: wanted.filter((mapping) => !live.some((other) => same(mapping, other))),
    dropped: live.filter((mapping) => !wanted.some((other) => same(mapping, other))),
    changed: wanted.filter((mapping) => {
      const there = live.find((other) => same(mapping, other));
      return there !== undefined && differences(element, mapping, there, "").length > 0;
    }),
  };
}

/**
 * The PATCHes that make a change of table mappings. The service changes no mapping and refuses to remove and add the
 * same table at once, so what is changed is removed by a first and added by a second one.
 *
 * @throws when no mapping would be left in between
 */
export function mappingSteps(
  kind: SourceKind,
  wanted: readonly Mapping[],
  live: readonly Mapping[],
): readonly MappingStep[] {
  const { sourceTable = [] } = kind;
  const { added, dropped, changed } = mappingChange(kind, wanted, live);
  const leaving = [...dropped, ...changed];
  const clashes = (mapping: Mapping) =>
    leaving.some(
      (other) =>
        nameOf(mapping, sourceTable) === nameOf(other, sourceTable) || mapping.targetTable === other.targetTable,
    );
  const [later, atOnce] = [added.filter(clashes), added.filter((mapping) => !clashes(mapping))];
  if (leaving.length > 0 && leaving.length === live.length && atOnce.length === 0) throw new Error(nothingLeft);
  const first = { add: atOnce, remove: leaving.map((mapping) => pick(mapping, [...sourceTable, "targetTable"])) };
  const second = { add: [...changed, ...later], remove: [] };
  return [first, second].filter(({ add, remove }) => add.length + remove.length > 0);
}

/** Why a change of all mappings cannot be made in place. */
export const nothingLeft =
  "source: all table mappings change, and a pipe cannot be without one in between. Replace the pipe " +
  '("pulumi up --replace <URN>"), or change the mappings in two updates.';
