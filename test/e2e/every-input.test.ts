import { describe, expect, test } from "vitest";
import { tokens } from "../../provider/definitions.ts";
import { differs, type Input, inputsOf } from "./inputs.ts";
import type { Subject } from "./subject.ts";
import { subjects } from "./subjects/index.ts";

/** Inputs that no resource of the tests can change, and why. */
const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "clickhouse:Service": { tier: "organizations on the current plans must leave it out" },
  "clickhouse:ClickPipe": {
    "source.kafka.schemaRegistry.authentication": "it has one value",
    "source.pubsub.authentication": "it has one value",
    "source.bigquery.settings.replicationMode": "it has one value",
  },
  "gaussdb:Instance": { "datastore.type": "it has one value" },
  "gaussdb:ParameterTemplate": { "datastore.type": "it has one value" },
};

test("there is an end-to-end test for each kind", () => {
  expect(subjects.map(({ token }) => token).sort()).toEqual([...tokens].sort());
});

describe.each(subjects)("the end-to-end test of $token", (subject) => {
  test("gives each input another value: in place, by a replacement, or at the creation only", async () => {
    const inputs = await inputsOf(subject.token);

    const forgotten = inputs.filter((input) => !isTried(subject, input)).map(({ path }) => path);

    expect(forgotten.sort()).toEqual(Object.keys(exceptions[subject.token] ?? {}).sort());
  });

  test("drifts several inputs", () => {
    expect(subject.drift.paths.length).toBeGreaterThan(1);
  });
});

function isTried({ args, changes, replacements, atCreation = {} }: Subject, input: Input): boolean {
  const tried = input.atCreation ? atCreation : input.fixed ? replacements : changes;
  return Object.values(tried).some(({ from, to }) => differs(input, { from: { ...args(0), ...from }, to }));
}
