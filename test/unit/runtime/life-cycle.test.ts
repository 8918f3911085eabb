import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { generatedKey } from "../../../provider/runtime/check.ts";
import { outlineKey } from "../../../provider/runtime/outline.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { unfinished } from "../../../provider/runtime/state.ts";
import { boxDefinition, boxOnArrival, type FakeCloud, fakeCloud } from "./fake-cloud.ts";
import { forgetSaid, said } from "./fake-engine-log.ts";
import { forgetCtrlC, pressCtrlC } from "./fake-wire.ts";
import { type Held, kept, providerText, resourceOf } from "./resource-of.ts";

vi.mock("node:timers/promises", () => import("./fake-timers.ts"));
vi.mock("../../../provider/runtime/wire.ts", () => import("./fake-wire.ts"));
vi.mock("../../../provider/runtime/engine-log.ts", () => import("./fake-engine-log.ts"));

const args = { region: "north", name: "one" };

let cloud: FakeCloud;
let definition: Definition<unknown>;
let box: ReturnType<typeof resourceOf>;

beforeEach(() => {
  cloud = fakeCloud();
  definition = boxDefinition(cloud);
  box = resourceOf(definition);
});

afterEach(() => {
  vi.useRealTimers();
  forgetSaid();
  forgetCtrlC();
});

const changes = () => cloud.calls.filter((call) => /^(create|delete|set[A-Z])/.test(call));
const fail = (operation: string, message = "the cloud is down") => cloud.faults.set(operation, [new Error(message)]);

/** A box that is there since an earlier run. */
async function existing(inputs: Record<string, unknown> = args, live: Record<string, unknown> = inputs): Promise<Held> {
  cloud.boxes.set("box-old", boxOnArrival({ ...live, address: "old.example" }));
  const got = await resourceOf(definition).get("box-old");
  return { id: "box-old", inputs: await box.checked(inputs), outs: { ...got?.props, __provider: providerText } };
}

describe("a created resource", () => {
  it("has the live values of all inputs and outputs", async () => {
    const { id, outs } = await box.create({ ...args, settings: { mode: "slow" }, patience: "low" });

    expect(outs).toEqual({
      region: "north",
      size: 10,
      name: "one",
      remark: "",
      level: "1",
      access: [],
      ports: [],
      steps: [],
      tags: {},
      settings: { mode: "slow" },
      patience: "low",
      address: `${id}.example`,
      state: "ready",
      [outlineKey]: { region: true, name: true, level: true, settings: { mode: true }, patience: true },
      __provider: providerText,
    });
  });

  it("keeps the name that was made for it", async () => {
    const { outs } = await box.create({ region: "north" });

    expect(outs[generatedKey]).toEqual({ name: outs.name });
    expect(outs.name).toMatch(/^box-[0-9a-f]{7}$/);
  });
});

describe("a creation that fails after it was accepted", () => {
  it.each(["settle", "ready", "read", "setTags", "setPassword"])(
    "in %s keeps id, state and reason",
    async (operation) => {
      definition = boxDefinition(cloud, { create: makeBox });
      box = resourceOf(definition);
      fail(operation === "settle" ? "create" : operation);

      const { id, outs, reason } = await kept(box.create({ ...args, tags: { team: "a" }, password: "long-enough" }));

      expect(cloud.boxes.has(id)).toBe(true);
      expect(outs).toMatchObject({ region: "north", [unfinished]: "creation", __provider: providerText });
      expect(reason).toBe(
        `box ${id} was accepted, but its creation has not finished: the cloud is down. ` +
          'The next "pulumi up" goes on from there.',
      );
    },
  );

  /** Fails after the object is known, when it should. */
  async function makeBox({ cloud: session, inputs, created }: Parameters<Definition<unknown>["create"]>[0]) {
    cloud.boxes.set("box-made", boxOnArrival({ name: inputs.name, region: inputs.region }));
    created("box-made");
    await (session as { call(operation: string, id: string, work: () => void): Promise<void> }).call(
      "create",
      "",
      () => {},
    );
  }

  it("keeps what was done until then", async () => {
    fail("setPassword");

    const { outs } = await kept(
      box
        .create({ ...args, level: 5, tags: { team: "a" }, source: { kafka: { brokers: "b" } } })
        .then((made) => box.update(made, { ...args, level: 6, tags: { team: "b" }, password: "long-enough" })),
    );

    expect(outs).toMatchObject({
      level: 6,
      tags: { team: "b" },
      source: { kafka: { brokers: "b" } },
      [unfinished]: "change",
    });
    expect(outs).not.toHaveProperty("password");
  });

  it("shows as changed, and is gone on with in the next update", async () => {
    fail("setTags");
    const wanted = { ...args, level: 5, tags: { team: "a" } };
    const held = await kept(box.create(wanted), await box.checked(wanted));
    cloud.calls.splice(0);

    const { changes: due, replaces } = await box.diff(held, wanted);
    const made = await box.update(held, wanted);

    expect({ due, replaces }).toEqual({ due: true, replaces: [] });
    expect(changes()).toEqual([`setTags ${held.id}`]);
    expect(made.outs).not.toHaveProperty(unfinished);
    expect(await box.diff(made, wanted)).toMatchObject({ changes: false });
  });

  it("stays a creation until an update has finished it", async () => {
    fail("settle");
    const held = await kept(box.create(args), await box.checked(args));
    fail("ready");

    const again = await kept(box.update(held, args), held.inputs);

    expect(again.outs[unfinished]).toBe("creation");
    expect(again.reason).toContain("was accepted, but its creation has not finished");
  });

  it("becomes a replacement that deletes first when the object will never work", async () => {
    cloud.faults.set("ready", [
      () => {
        for (const made of cloud.boxes.values()) made.state = "failed";
      },
      new Error("the job has failed"),
    ]);
    const held = await kept(
      box.create({ ...args, level: 5 }).then((made) => box.update(made, args)),
      await box.checked(args),
    );
    const dead = { ...held, outs: { ...held.outs, [unfinished]: "creation" } };

    expect(await box.diff(dead, args)).toMatchObject({
      changes: true,
      replaces: [unfinished],
      deleteBeforeReplace: true,
    });
    expect((await kept(failing(dead))).reason).toContain(
      'The next "pulumi up" replaces it (set protect: false for that).',
    );
  });

  async function failing(held: Held) {
    fail("ready");
    return box.update(held, args);
  }

  it("is a failure that says so when the object is gone again", async () => {
    cloud.faults.set("settle", [() => void cloud.boxes.clear()]);

    const { reason } = await kept(box.create(args));

    expect(reason).toContain(
      'it does not exist any more. "pulumi refresh" takes it out of the state, the next "pulumi up" creates it again. ',
    );
  });

  it("tells no secret", async () => {
    fail("setPassword", "the password hunter2-secret is too weak.");

    const made = await box.create(args);
    const { reason } = await kept(box.update(made, { ...args, password: "hunter2-secret" }));

    expect(reason).toContain("the password [secret] is too weak. The next");
  });
});

describe("a wait that is cut short", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    definition = boxDefinition(cloud, {
      ready: ({ cloud }) => (cloud as { wait(ms: number): Promise<void> }).wait(600_000),
    });
    box = resourceOf(definition);
  });

  it("by the time limit keeps the object and is no failure", async () => {
    const creation = kept(box.create({ ...args, level: 5 }));
    await vi.advanceTimersByTimeAsync(60_000);

    const { id, outs, reason } = await creation;

    expect(cloud.boxes.has(id)).toBe(true);
    expect(outs).toMatchObject({ region: "north", [unfinished]: "creation", __provider: providerText });
    expect(reason).toBe(
      `box ${id} was accepted, but its creation has not finished, not finished after 1 minute, the time limit; ` +
        'it goes on in the cloud (customTimeouts sets another limit). The next "pulumi up" goes on from there.',
    );
  });

  it("tells what ails the object that was waited for", async () => {
    const made = await existing();
    cloud.boxes.set("box-old", { ...cloud.boxes.get("box-old"), state: "ill" });
    definition = boxDefinition(cloud, {
      aspects: definition.aspects.map((aspect) =>
        "tags" in aspect.inputs
          ? { ...aspect, update: ({ cloud }) => (cloud as { wait(ms: number): Promise<void> }).wait(600_000) }
          : aspect,
      ),
    });
    const update = kept(resourceOf(definition).update(made, { ...args, tags: { team: "a" } }));
    await vi.advanceTimersByTimeAsync(60_000);

    expect((await update).reason).toMatch(
      /\(customTimeouts sets another limit\)\. is ill The next "pulumi up" goes on/,
    );
  });

  it("by Ctrl-C keeps the object at once", async () => {
    const creation = kept(box.create(args));
    await vi.advanceTimersByTimeAsync(1_000);

    pressCtrlC();

    expect((await creation).reason).toContain(
      "was accepted, but its creation has not finished, interrupted; what the cloud has accepted goes on there. The next",
    );
  });

  it("keeps what an update has done before", async () => {
    const made = await existing();
    definition = boxDefinition(cloud, {
      aspects: definition.aspects.map((aspect) =>
        "tags" in aspect.inputs
          ? { ...aspect, update: ({ cloud }) => (cloud as { wait(ms: number): Promise<void> }).wait(600_000) }
          : aspect,
      ),
    });
    const update = kept(resourceOf(definition).update(made, { ...args, level: 5, tags: { team: "a" } }));
    await vi.advanceTimersByTimeAsync(60_000);

    const { outs, reason } = await update;

    expect(outs).toMatchObject({ level: 5, tags: {}, [unfinished]: "change" });
    expect(reason).toMatch(/^box box-old was not changed completely, not finished after 1 minute, the time limit;/);
  });

  it("in a deletion says that it has not ended", async () => {
    const made = await existing();
    const slow = boxDefinition(cloud, {
      delete: ({ cloud }) => (cloud as { wait(ms: number): Promise<void> }).wait(600_000),
    });
    const deletion = resourceOf(slow)
      .delete(made)
      .catch((error: Error) => error);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await deletion).toMatchObject({
      message: expect.stringMatching(/^The deletion of the box box-old has not ended, not finished after 1 minute/),
    });
  });
});

describe("an update", () => {
  it("changes what differs, and reports the live values", async () => {
    const made = await existing();

    const { outs } = await box.update(made, { ...args, level: 5, tags: { team: "a" } });

    expect(changes()).toEqual(["setRemark box-old", "setTags box-old"]);
    expect(outs).toMatchObject({ level: "5", tags: { team: "a" }, [outlineKey]: { tags: { team: true } } });
  });

  it("records an option without any call that changes something", async () => {
    const made = await existing();

    const { outs } = await box.update(made, { ...args, patience: "high" });

    expect(changes()).toEqual([]);
    expect(outs).toMatchObject({ patience: "high" });
  });

  it("heals what somebody has changed by hand", async () => {
    const made = await existing(
      { ...args, tags: { team: "a" } },
      { ...args, tags: { team: "b", more: "c" }, level: 9 },
    );

    await box.update(made, { ...args, tags: { team: "a" } });

    expect(cloud.boxes.get("box-old")).toMatchObject({ level: 1, tags: { team: "a" } });
  });

  it("that fails carries id, whole state and reason", async () => {
    const made = await existing();
    fail("setTags", "the tags are refused...");

    const { id, outs, reason } = await kept(box.update(made, { ...args, level: 5, tags: { team: "a" } }));

    expect(id).toBe("box-old");
    expect(outs).toMatchObject({
      address: "old.example",
      level: 5,
      tags: {},
      [unfinished]: "change",
      __provider: providerText,
    });
    expect(reason).toBe(
      'box box-old was not changed completely: the tags are refused. The next "pulumi up" goes on from there.',
    );
  });

  it("of an object that is gone says so, and keeps it", async () => {
    const made = await existing();
    cloud.boxes.clear();

    const { id, reason } = await kept(box.update(made, { ...args, level: 5 }));

    expect(id).toBe("box-old");
    expect(reason).toContain("it does not exist any more");
  });
});

describe("a refresh", () => {
  it("reports the live values of the inputs that are set, in the user's spelling", async () => {
    const made = await existing({ ...args, level: 1, ports: [1, 2] }, { ...args, level: 1, ports: [1, 2], zone: "a" });
    Object.assign(cloud.boxes.get("box-old") ?? {}, { tags: { by: "hand" }, name: "by-hand" });

    const seen = await box.read(made);

    expect(seen).toMatchObject({ id: "box-old", props: { name: "by-hand", tags: { by: "hand" }, level: "1" } });
    expect(seen?.inputs).toEqual({ region: "north", name: "by-hand", level: 1, ports: [1, 2] });
  });

  it("keeps what cannot be read back", async () => {
    const made = await box.create({ ...args, password: "long-enough", seed: "s", patience: "low" });

    const seen = await box.read(made);

    expect(seen?.props).toMatchObject({ password: "long-enough", seed: "s", patience: "low" });
    expect(seen?.inputs).toMatchObject({ password: "long-enough", seed: "s", patience: "low" });
  });

  it("does not forget that the creation has not finished", async () => {
    fail("setTags");
    const wanted = { ...args, tags: { team: "a" } };
    const held = await kept(box.create(wanted), await box.checked(wanted));

    const seen = await box.read(held);

    expect(seen?.props).toMatchObject({ [unfinished]: "creation", tags: {} });
    expect(await box.diff({ ...held, outs: { ...seen?.props } }, args)).toMatchObject({ changes: true });
  });

  it("fails when the cloud cannot be asked, so that the state stays", async () => {
    const made = await existing();
    fail("read");

    await expect(box.read(made)).rejects.toMatchObject({ name: "", stack: "", message: "the cloud is down" });
  });

  it("finds what is gone", async () => {
    const made = await existing();
    cloud.boxes.clear();

    expect(await box.read(made)).toEqual({ id: "", props: {} });
  });

  it("finds that an object is gone whose creation failed before anything was known of it", async () => {
    const held = { id: "box-gone", inputs: args, outs: { [unfinished]: "creation", __provider: providerText } };

    expect(await box.read(held)).toEqual({ id: "", props: {} });
  });

  it("warns of an object that is ill", async () => {
    const made = await existing();
    Object.assign(cloud.boxes.get("box-old") ?? {}, { state: "ill" });

    await box.read(made);

    expect(said("warning", box.urn)).toEqual(["is ill"]);
  });

  it("changes nothing", async () => {
    const made = await existing();

    await box.read(made);

    expect(changes()).toEqual([]);
  });

  it("knows from the state which inputs were set where the engine does not tell", async () => {
    const { id, outs } = await box.create({ ...args, level: 5, tags: { team: "a" } });
    Object.assign(cloud.boxes.get(id) ?? {}, { level: 6, ports: [7] });
    const silent = resourceOf(definition, { urn: box.urn });

    const seen = await silent.readOutputs(id, outs);

    expect(seen?.inputs).toEqual({ region: "north", name: "one", level: "6", tags: { team: "a" } });
  });

  it("reports no inputs where nobody knows which were set", async () => {
    const { id, outs } = await existing();

    const seen = await box.readOutputs(id, outs);

    expect(seen).not.toHaveProperty("inputs");
  });

  it("keeps the names that were made, so that the next update heals them", async () => {
    const made = await box.create({ region: "north" });
    Object.assign(cloud.boxes.get(made.id) ?? {}, { name: "by-hand" });

    const seen = await box.read(made);
    const refreshed = { id: made.id, inputs: { ...seen?.inputs }, outs: { ...seen?.props } };

    expect(refreshed.inputs.name).toBe("by-hand");
    expect(await box.diff(refreshed, { region: "north" })).toMatchObject({
      changes: true,
      details: [{ path: "name" }],
    });
    await box.update(refreshed, { region: "north" });
    expect(cloud.boxes.get(made.id)).toMatchObject({ name: made.inputs.name });
  });
});

describe("Resource.get", () => {
  it("finds an object by its id alone, with all its values", async () => {
    cloud.boxes.set("box-old", boxOnArrival({ ...args, address: "a.example" }));

    const { id, props, inputs } = (await box.get("box-old")) ?? {};

    expect(id).toBe("box-old");
    expect(props).toMatchObject({
      name: "one",
      address: "a.example",
      settings: { timeout: "60", mode: "fast", retries: "3" },
    });
    expect(inputs).toMatchObject({ name: "one", settings: { timeout: "60", mode: "fast", retries: "3" } });
    expect(inputs).not.toHaveProperty("address");
  });

  it("fails when there is no such object", async () => {
    await expect(box.get("box-none")).rejects.toThrow("There is no box box-none.");
  });
});

describe("adopting", () => {
  const live = { ...args, name: "theirs", level: 7, tags: { team: "them" } };

  beforeEach(() => cloud.boxes.set("box-theirs", boxOnArrival(live)));

  it("takes an object over and changes nothing at it", async () => {
    const wanted = { region: "north", level: 1, password: "long-enough", tags: { team: "us" }, adopt: "box-theirs" };

    const { id, outs } = await box.create(wanted);

    expect(changes()).toEqual([]);
    expect(id).toBe("box-theirs");
    expect(outs).toMatchObject({ name: "theirs", level: "7", tags: { team: "them" }, adopt: "box-theirs" });
  });

  it("shows in the next preview what differs from the program", async () => {
    const wanted = { region: "north", level: 1, tags: { team: "us" }, adopt: "box-theirs" };
    const made = await box.create(wanted);

    const { details } = await box.diff(made, wanted);

    expect(details.map(({ path }) => path)).toEqual(["level", "tags.team"]);
  });

  it("changes no name, neither now nor when adopt is taken out", async () => {
    const made = await box.create({ region: "north", level: 7, adopt: "box-theirs" });

    const later = await box.update(made, { region: "north", level: 7 });

    expect(changes()).toEqual([]);
    expect(await box.diff(later, { region: "north", level: 7 })).toMatchObject({ changes: false });
  });

  it("fails when there is no such object", async () => {
    await expect(box.create({ ...args, adopt: "box-none" })).rejects.toThrow("There is no box box-none to adopt.");
  });

  it("is refused together with a replacement, which would delete what was adopted", async () => {
    const made = await box.create({ ...args, level: 7, adopt: "box-theirs" });

    await expect(box.diff(made, { region: "south", adopt: "box-theirs" })).rejects.toThrow(
      'region cannot change in place, and replacing a resource that has "adopt" set would delete the box box-theirs that ' +
        'it took over. Take "adopt" out of the program, or set the value back.',
    );
  });

  it("never ends in a deletion in the same run", async () => {
    const made = await box.create({ ...args, adopt: "box-theirs" });

    await box.delete(made);

    expect(cloud.boxes.has("box-theirs")).toBe(true);
    expect(said("warning", box.urn)).toEqual([
      "The box box-theirs came into this stack in this very update: it is not deleted.",
    ]);
  });
});

describe("a deletion", () => {
  it("deletes the object", async () => {
    await box.delete(await existing());

    expect(changes()).toEqual(["delete box-old"]);
    expect(cloud.boxes.size).toBe(0);
  });

  it("tells the definition the last state", async () => {
    const states: unknown[] = [];
    const made = await existing({ ...args, tags: { team: "a" } });

    await resourceOf(boxDefinition(cloud, { delete: async ({ state }) => void states.push(state) })).delete(made);

    expect(states).toMatchObject([{ name: "one", tags: { team: "a" } }]);
  });

  it("is not carried out for what this run has made", async () => {
    const made = await box.create(args);

    await box.delete(made);

    expect(cloud.boxes.has(made.id)).toBe(true);
    expect(said("warning", box.urn)).toHaveLength(1);
  });

  it("that fails tells the reason without a secret", async () => {
    const made = await existing({ ...args, password: "hunter2-delete" });
    fail("delete", "busy with hunter2-delete");

    await expect(box.delete({ ...made, outs: { ...made.outs, password: "hunter2-delete" } })).rejects.toMatchObject({
      name: "",
      stack: "",
      message: "busy with [secret]",
    });
  });
});
