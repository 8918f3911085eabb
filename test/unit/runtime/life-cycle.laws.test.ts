import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { inputsOf, isJson } from "./arbitraries.ts";
import { boxDefinition, type FakeCloud, fakeCloud } from "./fake-cloud.ts";
import { kept, resourceOf } from "./resource-of.ts";

vi.mock("node:timers/promises", () => import("./fake-timers.ts"));
vi.mock("../../../provider/runtime/wire.ts", () => import("./fake-wire.ts"));
vi.mock("../../../provider/runtime/engine-log.ts", () => import("./fake-engine-log.ts"));

// A process remembers each secret that it has met, so random ones stay away from tests that compare messages.

const args = { region: "north", name: "one" };

let cloud: FakeCloud;
let definition: Definition<unknown>;

beforeEach(() => {
  cloud = fakeCloud();
  definition = boxDefinition(cloud);
});

describe("a created resource, whatever its inputs", () => {
  it("shows no change right away", async () => {
    await fc.assert(
      fc.asyncProperty(inputsOf(definition), async (inputs) => {
        const one = resourceOf(definition);
        const { failures } = await one.check(inputs);
        fc.pre(failures.length === 0);
        cloud.boxes.clear();

        const made = await one.create(inputs);

        expect(await one.diff(made, inputs)).toEqual({
          changes: false,
          replaces: [],
          deleteBeforeReplace: false,
          details: [],
        });
      }),
      { numRuns: 25 },
    );
  });

  it("refreshed right away shows no change and the same inputs", async () => {
    await fc.assert(
      fc.asyncProperty(inputsOf(definition), async (inputs) => {
        const one = resourceOf(definition);
        fc.pre((await one.check(inputs)).failures.length === 0);
        cloud.boxes.clear();
        const made = await one.create(inputs);

        const seen = await one.read(made);
        const refreshed = { id: made.id, inputs: { ...seen?.inputs }, outs: { ...seen?.props } };

        expect(await one.diff(refreshed, inputs)).toMatchObject({ changes: false });
        const { __provider: _, ...recorded } = made.inputs;
        expect(seen?.inputs).toEqual(recorded);
      }),
      { numRuns: 25 },
    );
  });
});

describe("whatever the cloud answers", () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(undefined, 10n, () => 1, Number.NaN, new Date(0), Symbol("odd"), new Map()),
  );
  const answers = fc.dictionary(
    fc.constantFrom(
      "region",
      "name",
      "level",
      "tags",
      "settings",
      "source",
      "access",
      "ports",
      "address",
      "state",
      "__proto__",
    ),
    odd,
  );

  it("Pulumi's protocol can carry what is reported, results and failures", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        const wild = boxDefinition(cloud, { read: async () => answer });
        const one = resourceOf(wild);
        const made = await one.create(args).catch((error) => kept(Promise.reject(error)));
        const failed = await kept(
          resourceOf(
            boxDefinition(cloud, { read: async () => answer, ready: () => Promise.reject(new Error("x")) }),
          ).update(made, args),
        );
        const seen = await one.read(made);

        expect(isJson([made.outs, failed.outs, seen?.props, seen?.inputs])).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});
