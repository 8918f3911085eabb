import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../simulator/cloud.ts";
import { encode } from "../../simulator/outgoing.ts";
import { expectDone, phasesOf, worldOf } from "./recording.ts";
import type { Subject } from "./subject.ts";
import { subjectName } from "./subject.ts";
import type { World } from "./world.ts";

const files = (await readdir(`${import.meta.dirname}/subjects`)).map((file) => `./subjects/${file}`);
const modules: Readonly<Record<string, Subject | object>>[] = await Promise.all(files.map((file) => import(file)));
/** One subject of each kind. */
const subjects = new Map(
  modules.flatMap((module) =>
    Object.values(module)
      .filter(isSubject)
      .map((subject) => [subject.token, subject]),
  ),
);

function isSubject(value: Subject | object): value is Subject {
  return "needs" in value && "creation" in value;
}

type Json = (key: string, value: unknown) => unknown;

/** The answer with each value put through a change. */
function changed(answer: Answer, change: Json): Answer {
  const { headers, text } = encode(answer);
  return { status: answer.status, headers, body: JSON.stringify(JSON.parse(text, change)) };
}

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a cloud should not send. `tolerated`: nobody may fail for it. */
const hostilities: Readonly<
  Record<string, { readonly distort: (answer: Answer) => Answer; readonly tolerated?: true }>
> = {
  "values of enumerations that nobody knows": {
    tolerated: true,
    distort: (answer) =>
      changed(answer, (key, value) =>
        typeof value === "string" && /^(state|status|type|mode|engine|role|format)$/i.test(key) ? "brand-new" : value,
      ),
  },
  "fields that nobody knows": {
    tolerated: true,
    distort: (answer) => changed(answer, (_, value) => (isRecord(value) ? { ...value, brandNew: [{ a: 1 }] } : value)),
  },
  "keys of prototypes": {
    tolerated: true,
    distort: (answer) => {
      const { headers, text } = encode(answer);
      const evil = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":"evil"';
      return { status: answer.status, headers, body: text.replaceAll(/\{(?=")/g, `{${evil},`) };
    },
  },
  "texts in the place of numbers": {
    distort: (answer) => changed(answer, (_, value) => (typeof value === "number" ? `not ${value}` : value)),
  },
  "objects in the place of texts": {
    distort: (answer) =>
      changed(answer, (key, value) => (typeof value === "string" && !/id$/i.test(key) ? { text: value } : value)),
  },
  "nothing in the place of lists": {
    distort: (answer) => changed(answer, (_, value) => (Array.isArray(value) ? null : value)),
  },
  "no contents": {
    distort: (answer) => changed(answer, (key, value) => (key !== "" && typeof value === "object" ? undefined : value)),
  },
  "an empty object": { distort: ({ status }) => ({ status, body: {} }) },
  "a huge body": {
    distort(answer) {
      const { headers, text } = encode(answer);
      return { status: answer.status, headers, body: text.replace(/\}$/, padding) };
    },
  },
};

const padding = `,"padding":"${"x".repeat(17 * 1024 * 1024)}"}`;

describe.each([...subjects])("the refresh of a %s", (_, subject) => {
  test.each(Object.entries(hostilities))("survives %s", async (name, { distort, tolerated }) => {
    using world = worldOf(subject, name);
    const refresh = phasesOf(subject).find((phase) => phase.name === "refresh");
    if (!refresh) throw new Error("A life has a refresh.");
    for (const earlier of refresh.before) await expectDone(world, earlier);

    world.interfere({
      distort: ({ request, operation }, answer) =>
        request.method === "GET" && !operation.includes(" ") ? distort(answer) : answer,
    });
    const struck = await refresh.perform(world);
    world.interfere();

    expect(world.stack.ids(), struck.errors.join("\n")).toHaveProperty(subjectName);
    if (tolerated) expect(struck.errors).toEqual([]);
    for (const error of struck.errors) {
      expect(error).not.toMatch(/undefined|\[object |TypeError|is not a function|is not iterable|\n\s+at /);
      expect(error.length).toBeLessThan(2_000);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await expectHealed(world, subject);
  });
});

/** The next refresh sees what there is, and no update is needed then. */
async function expectHealed({ time, stack }: World, subject: Subject): Promise<void> {
  const refreshed = await time.pass(() => stack.refresh());
  expect(refreshed.errors).toEqual([]);
  const creation = phasesOf(subject).find(({ name }) => name === "creation");
  const preview = await time.pass(() => stack.preview(creation?.program ?? []));
  expect([...preview.errors, ...preview.changes, ...preview.paths]).toEqual([]);
}
