import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dynamicProvider } from "../../../provider/runtime/provider.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { boxDefinition, boxOnArrival, type FakeCloud, fakeCloud } from "./fake-cloud.ts";
import { forgetSaid, said } from "./fake-engine-log.ts";
import { type Held, newUrn, providerText, resourceOf } from "./resource-of.ts";

vi.mock("../../../provider/runtime/wire.ts", () => import("./fake-wire.ts"));
vi.mock("../../../provider/runtime/engine-log.ts", () => import("./fake-engine-log.ts"));

const args = { region: "north", name: "one" };
const held = (outs: Record<string, unknown>, inputs: Record<string, unknown> = args): Held => ({
  id: "box-old",
  inputs,
  outs: { ...outs, __provider: providerText },
});

let cloud: FakeCloud;
let box: ReturnType<typeof resourceOf>;

beforeEach(() => {
  cloud = fakeCloud();
  box = resourceOf(boxDefinition(cloud));
});
afterEach(forgetSaid);

describe("check", () => {
  it("reports every problem with its path in the reason and no property, whose value the CLI would print", async () => {
    const { failures } = await box.check({ region: "west", password: "short", source: { kafka: {} } });

    expect(failures).toEqual([
      { property: "", reason: 'region: must be one of "north", "south"' },
      { property: "", reason: "password: must have at least 8 characters" },
      { property: "", reason: "source.kafka.brokers: is required" },
    ]);
  });

  it("hands back the inputs with defaults, a name and the provider's text", async () => {
    const { inputs, failures } = await box.check({ region: "north" });

    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ region: "north", level: 1, name: expect.any(String), __provider: providerText });
  });

  it("knows the URN from the program where the engine's is not to be seen", async () => {
    const provider = dynamicProvider(async () => boxDefinition(cloud));

    const first = await provider.check?.({}, { region: "north", __urn: box.urn });
    const { inputs } = await box.check({ region: "north" });

    expect(first?.inputs).toMatchObject({ name: inputs.name });
    expect(first?.inputs).not.toHaveProperty("__urn");
  });

  it("warns at the resource of what stays as it is", async () => {
    await box.check(args, { ...args, tags: { team: "a" } });

    expect(said("warning", box.urn)).toEqual(['"tags" is not set any more: it stays as it is in the cloud.']);
  });

  it("warns of nothing while something is wrong", async () => {
    await box.check({ ...args, size: 0 }, { ...args, tags: { team: "a" } });

    expect(said("warning")).toEqual([]);
  });

  it("and diff call no cloud and need no credentials", async () => {
    const connect = vi.fn(() => Promise.reject(new Error("nothing is configured")));
    const offline = resourceOf(boxDefinition(cloud, { connect }));

    await offline.check(args);
    await offline.diff(held(boxOnArrival(args)), { ...args, level: 2 });

    expect(connect).not.toHaveBeenCalled();
    expect(cloud.calls).toEqual([]);
  });

  it("answers with JSON, whatever the program sends", async () => {
    const { inputs } = await box.check({ ...args, steps: undefined, size: 10n, seed: () => 1 });

    expect(inputs).toEqual({ ...args, level: 1, size: "10", __provider: providerText });
  });
});

describe("diff", () => {
  it("tells what changes, what replaces, and each change in detail", async () => {
    const answer = await box.diff(held(boxOnArrival(args)), { ...args, region: "south", level: 2 });

    expect(answer).toEqual({
      changes: true,
      replaces: ["region"],
      deleteBeforeReplace: false,
      details: [
        { path: "region", kind: "update", replaces: true },
        { path: "level", kind: "update", replaces: false },
      ],
    });
  });

  it("says no to a change where there is none", async () => {
    expect(await box.diff(held(boxOnArrival(args)), args)).toMatchObject({ changes: false, replaces: [], details: [] });
  });

  it("deletes first where two of the same cannot be side by side", async () => {
    const alone = resourceOf(boxDefinition(cloud, { deleteBeforeReplace: true }));

    expect(await alone.diff(held(boxOnArrival(args)), { ...args, region: "south" })).toMatchObject({
      deleteBeforeReplace: true,
    });
  });

  it("warns at the resource of what will restart or be lost", async () => {
    await box.diff(held(boxOnArrival(args)), { ...args, level: 2 });
    await box.diff(held(boxOnArrival(args)), { ...args, region: "south" });

    expect(said("warning", box.urn)).toEqual([
      "restarts",
      "region cannot change in place: the box would be replaced and its contents lost.",
    ]);
  });

  it("refuses a replacement of what was adopted, unknown values included", async () => {
    const adopted = { ...args, adopt: "box-old" };

    await expect(box.diff(held(boxOnArrival(args), adopted), { ...adopted, region: unknown })).rejects.toMatchObject({
      name: "",
      stack: "",
      message: expect.stringContaining('Take "adopt" out of the program, or set the value back.'),
    });
  });

  it("lets what was adopted change in place", async () => {
    const adopted = { ...args, adopt: "box-old" };

    expect(await box.diff(held(boxOnArrival(args), adopted), { ...adopted, level: 2 })).toMatchObject({ replaces: [] });
  });
});

describe("a provider", () => {
  const connected = boxDefinition(fakeCloud());

  /** Two reads with the configuration of a stack. */
  async function seenConfiguration(connect: Definition<unknown>["connect"], { reads = 1 } = {}) {
    const provider = dynamicProvider(async () => ({ ...connected, connect }));
    const config = { get: (key: string) => ({ "fake:key": "k", "fake:empty": "" })[key] };
    await provider.configure?.({ config } as never);
    const answers = Array.from({ length: reads }, () => provider.read?.("box-none", {}).catch((error: Error) => error));
    return Promise.all(answers);
  }

  it("connects once, with the stack's configuration, where an empty value is none", async () => {
    const connect = vi.fn(connected.connect);

    await seenConfiguration(connect, { reads: 2 });

    expect(connect).toHaveBeenCalledOnce();
    const [configuration] = connect.mock.calls[0] ?? [];
    expect(["fake:key", "fake:empty", "fake:none"].map((key) => configuration?.(key))).toEqual([
      "k",
      undefined,
      undefined,
    ]);
  });

  it("says what is not configured, and tries again with the next request", async () => {
    const connect = vi.fn(() => Promise.reject(new Error("fake:key is not set")));
    const provider = dynamicProvider(async () => ({ ...connected, connect }));

    for (const _ of [1, 2]) {
      await expect(provider.read?.("box-none", {})).rejects.toMatchObject({
        message: "fake:key is not set",
        stack: "",
      });
    }

    expect(connect).toHaveBeenCalledTimes(2);
  });

  it("loads no definition before it is asked something", () => {
    const load = vi.fn(async () => connected);

    dynamicProvider(load);

    expect(load).not.toHaveBeenCalled();
  });

  it("tells no secret in any failure", async () => {
    const secret = "hunter2-provider";
    const leaky = Object.assign(new Error(`refused: ${secret}`), { stack: `at ${secret}` });
    cloud.faults.set("find", [leaky]);
    cloud.faults.set("delete", [leaky]);

    const failures = await Promise.all([
      box.create({ ...args, password: secret }).catch((error: Error) => error),
      box.delete(held({ password: secret })).catch((error: Error) => error),
    ]);

    for (const failure of failures)
      expect(failure).toMatchObject({ name: "", stack: "", message: "refused: [secret]" });
  });

  it("keeps resources apart that are asked about at the same time", async () => {
    const boxes = Array.from({ length: 20 }, (_, index) =>
      resourceOf(boxDefinition(cloud), { urn: newUrn(`box-${index}`) }),
    );

    const made = await Promise.all(boxes.map((one, level) => one.create({ region: "north", level })));

    expect(new Set(made.map(({ id }) => id)).size).toBe(20);
    for (const [level, { id, outs }] of made.entries()) {
      expect(outs).toMatchObject({ level: `${level}`, address: `${id}.example` });
      expect(said("status", boxes[level]?.urn).join()).toContain(`accepted as ${id};`);
    }
  });
});
