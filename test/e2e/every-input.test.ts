import { globSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { tokens } from "../../provider/definitions.ts";
import type { Made } from "../faults/stack.ts";
import type { Subject as SimulatedSubject } from "../faults/subject.ts";
import { differs, type Input, inputsOf } from "./inputs.ts";
import type { Arguments, Change, Subject } from "./subject.ts";
import { subjects } from "./subjects/index.ts";

/** Inputs that no resource of the tests can change, and why. */
const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "clickhouse:Service": { tier: "organizations on the current plans must leave it out" },
  "clickhouse:ClickPipe": {
    "source.kafka.schemaRegistry.authentication": "it has one value",
    "source.pubsub.authentication": "it has one value",
    "source.bigquery.settings.replicationMode": "it has one value",
  },
  "gaussdb:ClickHouseInstance": { engineVersion: "there is one version" },
  "gaussdb:Instance": { "datastore.type": "it has one value" },
  "gaussdb:ParameterTemplate": { "datastore.type": "it has one value" },
  "gaussdb:StarRocksInstance": { engineVersion: "there is one version" },
};

/** What the tests of a kind change, and how. */
interface Trial {
  readonly token: string;
  readonly inPlace: readonly Change[];
  readonly replacing: readonly Change[];
  readonly atCreation: readonly Change[];
}

/** Whatever a subject needs: each thing, and each of its outputs, differs from all others. */
const anything = new Proxy<Record<string, Made>>(
  {},
  { get: (_, name) => ({ id: `${String(name)}.id`, outputs: outputsOf(name) }) },
);

/** A kind's life is tested end to end, or in simulated time and, with its example, end to end. */
const trials: readonly Trial[] = [...subjects.map(endToEnd), ...(await simulatedSubjects()).map(inSimulatedTime)];

test("there is a test of the life of each kind", () => {
  expect([...new Set(trials.map(({ token }) => token))].sort()).toEqual([...tokens].sort());
});

describe.each(tokens)("the tests of %s", (token) => {
  test("give each input another value: in place, by a replacement, or at the creation only", async () => {
    const own = trials.filter((trial) => trial.token === token);
    const inputs = await inputsOf(token);

    const forgotten = inputs.filter((input) => !own.some((trial) => isTried(trial, input))).map(({ path }) => path);

    expect(forgotten.sort()).toEqual(Object.keys(exceptions[token] ?? {}).sort());
  });
});

test.each(subjects)("the end-to-end test of $token drifts several inputs", ({ drift }) => {
  expect(drift.paths.length).toBeGreaterThan(1);
});

function isTried({ inPlace, replacing, atCreation }: Trial, input: Input): boolean {
  const tried = input.atCreation ? atCreation : input.fixed ? replacing : inPlace;
  return tried.some((change) => differs(input, change));
}

function endToEnd({ token, args, changes, replacements, atCreation = {} }: Subject): Trial {
  const whole = (all: Readonly<Record<string, Change>>) =>
    Object.values(all).map(({ from, to }) => ({ from: { ...args(0), ...from }, to }));
  return { token, inPlace: whole(changes), replacing: whole(replacements), atCreation: whole(atCreation) };
}

function inSimulatedTime({ token, args, updates, replacements = {} }: SimulatedSubject): Trial {
  const from = args(anything);
  const whole = (all: SimulatedSubject["updates"]) =>
    Object.values(all).map((changes) => ({ from, to: changes(anything) as Arguments }));
  return { token, inPlace: whole(updates), replacing: whole(replacements), atCreation: [{ to: from }] };
}

function outputsOf(name: string | symbol): Made["outputs"] {
  return new Proxy({}, { get: (_, output) => `${String(name)}.${String(output)}` });
}

async function simulatedSubjects(): Promise<readonly SimulatedSubject[]> {
  const folder = resolve(import.meta.dirname, "../faults/subjects");
  const modules = await Promise.all(globSync("*.ts", { cwd: folder }).map((file) => import(resolve(folder, file))));
  return modules.flatMap((module) => Object.values(module as object).filter(isSimulatedSubject));
}

function isSimulatedSubject(value: unknown): value is SimulatedSubject {
  return typeof value === "object" && value !== null && "updates" in value;
}
