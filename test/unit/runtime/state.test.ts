import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { observe, type State } from "../../../provider/runtime/state.ts";
import { option, someKeys, unordered, writeOnly } from "../../../provider/runtime/traits.ts";

/** What a read makes of what the cloud shows, as one answer or as one each for object and aspects. */
async function observed(
  shown: State | undefined,
  { recorded = {}, wanted = {}, parts = [] }: { recorded?: State; wanted?: State; parts?: (State | undefined)[] } = {},
): Promise<State | undefined> {
  const definition = {
    inputs: { region: z.string(), source: source.optional() },
    outputs: { address: z.string(), key: z.string(), port: z.string() },
    read: async () => shown,
    aspects: [
      { inputs: { port: z.number().optional(), password: writeOnly(z.string()).optional() } },
      { inputs: { patience: option(z.string()).optional() } },
      { inputs: { settings: someKeys(z.record(z.string(), z.string())).optional() } },
      {
        inputs: {
          rules: someKeys(unordered(z.array(rule), "id")).optional(),
          tags: someKeys(z.array(z.string())).optional(),
        },
      },
      ...parts.map((part) => ({ inputs: {}, read: async () => part })),
    ],
  } as unknown as Definition<unknown>;
  return observe(definition, { cloud: {}, id: "one" }, recorded, wanted);
}

const source = z.union([
  z.object({ mysql: z.object({ host: z.string(), password: writeOnly(z.string()).optional() }) }),
  z.object({ kafka: z.object({ brokers: z.string() }) }),
]);
const rule = z.object({ id: z.string(), on: z.boolean().optional() });

describe("the state of an object", () => {
  it("is what the cloud shows of its inputs and outputs, and nothing else", async () => {
    expect(await observed({ region: "north", address: "a", port: 3, strange: 1 })).toEqual({
      region: "north",
      address: "a",
      port: 3,
    });
  });

  it("comes from the object and from its aspects", async () => {
    const state = await observed({ region: "north" }, { parts: [{ port: 3 }, { address: "a" }] });

    expect(state).toEqual({ region: "north", port: 3, address: "a" });
  });

  it("comes from nothing else that an answer may smuggle in", async () => {
    const answer = JSON.parse('{"region": "north", "__proto__": {"address": "elsewhere"}}') as State;

    expect(await observed(answer)).toEqual({ region: "north" });
  });

  it("is read with what was recorded of each aspect", async () => {
    const seen: State[] = [];
    const aspect = (inputs: object) => ({
      inputs,
      read: async ({ recorded }: { recorded: State }) => {
        seen.push(recorded);
        return {};
      },
    });
    const definition = {
      inputs: { region: z.string() },
      outputs: {},
      read: async () => ({}),
      aspects: [aspect({ port: z.number().optional() }), aspect({ key: z.string().optional() })],
    } as unknown as Definition<unknown>;

    await observe(definition, { cloud: {}, id: "one" }, { region: "north", port: 3 }, { port: 4, key: "new" });

    expect(seen).toEqual([{ port: 3 }, {}]);
  });

  it("is nothing when the object or a part of it is gone", async () => {
    expect(await observed(undefined, { parts: [{ port: 3 }] })).toBeUndefined();
    expect(await observed({ region: "north" }, { parts: [{ port: 3 }, undefined] })).toBeUndefined();
  });

  it("keeps what was set where the cloud does not show it", async () => {
    const recorded = { region: "south", password: "long-enough", key: "k", adopt: "one" };

    expect(await observed({ region: "north" }, { recorded })).toEqual({ ...recorded, region: "north" });
  });

  it("keeps it at any depth, too", async () => {
    const recorded = { source: { mysql: { host: "a", password: "long-enough" } } };
    const state = await observed({ source: { mysql: { host: "b", more: 1 } } }, { recorded });

    expect(state).toEqual({ source: { mysql: { host: "b", password: "long-enough" } } });
  });

  it("keeps nothing of another member of a union", async () => {
    const recorded = { source: { mysql: { host: "a", password: "long-enough" } } };
    const state = await observed({ source: { kafka: { brokers: "b" } } }, { recorded });

    expect(state).toEqual({ source: { kafka: { brokers: "b" } } });
  });

  it("has nothing where the cloud says that there is nothing", async () => {
    const recorded = { port: 3, key: "k", source: { mysql: { host: "a" } } };

    expect(await observed({ port: null, key: null, source: null }, { recorded })).toEqual({});
  });

  it("takes what steers this provider from the program, else from what was recorded", async () => {
    const shown = { patience: "of the cloud" };

    expect(await observed(shown, { recorded: { patience: "low" }, wanted: { patience: "high" } })).toEqual({
      patience: "high",
    });
    expect(await observed(shown, { recorded: { patience: "low" } })).toEqual({ patience: "low" });
  });
});

describe("of what the program manages in part, the state", () => {
  const settings = { timeout: "60", mode: "fast", retries: "3" };

  it("has what the program names now or named before", async () => {
    const state = await observed(
      { settings },
      { recorded: { settings: { mode: "x" } }, wanted: { settings: { timeout: "1" } } },
    );

    expect(state).toEqual({ settings: { mode: "fast", timeout: "60" } });
  });

  it("has nothing of what is not named, or not there any more", async () => {
    expect(await observed({ settings }, { recorded: { region: "north" } })).toEqual({
      region: "north",
      settings: {},
    });
    expect(await observed({ settings }, { recorded: { settings: { gone: "1" } } })).toEqual({ settings: {} });
  });

  it("has the items of lists that are named by their key, else by their value", async () => {
    const shown = { rules: [{ id: "a", on: true }, { id: "b" }], tags: ["x", "y"] };
    const state = await observed(shown, { recorded: { rules: [{ id: "a", on: false }], tags: ["y"] } });

    expect(state).toEqual({ rules: [{ id: "a", on: true }], tags: ["y"] });
  });

  it("has all of it when nobody has named anything, as in Resource.get", async () => {
    expect(await observed({ settings, tags: ["x"] })).toEqual({ settings, tags: ["x"] });
  });
});

describe("a read that stumbles over a value of another type", () => {
  const stumbling = async () => (5 as unknown as string).split(".");
  const failing = { inputs: {}, outputs: {}, aspects: [], read: stumbling };
  const clear = "an answer of the cloud cannot be read: it is not what its API documents";

  it.each([
    ["the object", failing],
    ["an aspect", { ...failing, read: async () => ({}), aspects: [{ inputs: {}, read: stumbling }] }],
  ])("says so for %s", async (_, definition) => {
    const reading = observe(definition as unknown as Definition<unknown>, { cloud: {}, id: "one" }, {});

    await expect(reading).rejects.toThrow(clear);
  });

  it("leaves other failures as they are", async () => {
    const refusing = { ...failing, read: async () => Promise.reject(new Error("refused")) };
    const reading = observe(refusing as unknown as Definition<unknown>, { cloud: {}, id: "one" }, {});

    await expect(reading).rejects.toThrow(/^refused$/);
  });
});
