import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AnswerLost, CloudError, Unreachable } from "../../../provider/http/errors.ts";
import { type Beginning, Journal, journalFolder, type Note } from "../../../provider/runtime/journal.ts";
import { identityOf } from "../../../provider/runtime/process-identity.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { boxDefinition, boxOnArrival, type FakeCloud, fakeCloud } from "./fake-cloud.ts";
import { forgetSaid, said } from "./fake-engine-log.ts";
import { forgetCtrlC, pressCtrlC } from "./fake-wire.ts";
import { kept, resourceOf } from "./resource-of.ts";

vi.mock("node:timers/promises", () => import("./fake-timers.ts"));
vi.mock("../../../provider/runtime/wire.ts", () => import("./fake-wire.ts"));
vi.mock("../../../provider/runtime/engine-log.ts", () => import("./fake-engine-log.ts"));

const args = { region: "north", name: "one" };
const deadProcess = { pid: 4_000_000, start: "1" };
const anHourMs = 3_600_000;

let cloud: FakeCloud;
let definition: Definition<unknown>;
let box: ReturnType<typeof resourceOf>;

beforeEach(() => {
  vi.useFakeTimers();
  cloud = fakeCloud();
  definition = boxDefinition(cloud);
  box = resourceOf(definition);
});

afterEach(() => {
  vi.useRealTimers();
  forgetSaid();
  forgetCtrlC();
  rmSync(journalFolder(), { recursive: true, force: true });
});

/** What another process has noted before it died, by default an hour ago. */
function noted({
  id,
  process = deadProcess,
  ageMs = anHourMs,
  ...more
}: Partial<Note> & { readonly ageMs?: number } = {}): void {
  const other = new Journal(journalFolder, () => {}, process);
  const beginning: Beginning = {
    urn: box.urn,
    account: cloud.account,
    token: "fake:Box",
    replaces: false,
    before: [],
    inputs: args,
    ...more,
  };
  const now = Date.now();
  vi.setSystemTime(now - ageMs);
  const note = other.begin(beginning);
  vi.setSystemTime(now);
  if (id !== undefined) other.made(note, id);
}

function made(id: string, inputs: object = args): void {
  cloud.boxes.set(id, boxOnArrival({ ...inputs, address: `${id}.example` }));
}

/** The notes that there are now, as text. */
function notes(): string[] {
  if (!existsSync(journalFolder())) return [];
  return readdirSync(journalFolder()).map((name) => readFileSync(join(journalFolder(), name), "utf8"));
}

const theNote = () => JSON.parse(notes()[0] ?? "{}") as Partial<Note>;
const creations = () => cloud.calls.filter((call) => call === "create").length;

/** What comes of it, however long it takes. */
async function outcome<T>(work: Promise<T>): Promise<T | Error> {
  const settled = work.catch((error: Error) => error);
  await vi.runAllTimersAsync();
  return settled;
}

describe("a creation", () => {
  it("is noted before its call, without secrets, and with its id as soon as that is known", async () => {
    const source = { kafka: { brokers: "b:9092", credentials: { user: "ada", password: "Sekret-In-Source" } } };
    const seen: Partial<Note>[] = [];
    cloud.faults.set("create", [() => void seen.push(theNote())]);
    cloud.faults.set("settle", [() => void seen.push(theNote())]);

    const { id } = await box.create({ ...args, password: "Sekret-Password", source });

    expect(seen[0]).toMatchObject({
      urn: box.urn,
      account: cloud.account,
      token: "fake:Box",
      before: [],
      inputs: { ...args, source: { kafka: { brokers: "b:9092" } } },
      process: { pid: process.pid },
    });
    expect(seen[0]).not.toHaveProperty("id");
    expect(seen[1]).toEqual({ ...seen[0], id });
    expect(JSON.stringify(seen)).not.toMatch(/Sekret/);
  });

  it("stays noted when it has returned, until Pulumi shows that it has the id", async () => {
    const held = await box.create(args);
    const returned = theNote();

    await box.diff(held, args);

    expect(returned).toMatchObject({ id: held.id });
    expect(returned).not.toHaveProperty("process");
    expect(notes()).toEqual([]);
  });

  it.each(["read", "update", "delete"] as const)("is delivered when Pulumi asks for a %s of it", async (method) => {
    const held = await box.create(args);

    if (method === "update") await box.update(held, { ...args, remark: "r" });
    else await box[method](held);

    expect(notes()).toEqual([]);
  });

  it("that replaces stays noted while the old object is deleted", async () => {
    made("box-old");
    const old = { id: "box-old", inputs: args, outs: boxOnArrival(args) };
    await box.diff(old, { ...args, region: "south" });
    const { id } = await box.create({ ...args, region: "south" });

    await box.delete(old);

    expect(theNote()).toMatchObject({ id, replaces: true });
    expect(cloud.boxes.has("box-old")).toBe(false);
  });

  it.each([
    ["refuses", new CloudError({ operation: "createBox", summary: "quota", status: 403 })],
    ["never saw", new Unreachable({ operation: "createBox", summary: "connection refused" }, "no", "never")],
  ])("that the cloud %s leaves no note", async (_, failure) => {
    cloud.faults.set("create", [failure]);

    await outcome(box.create(args));

    expect(notes()).toEqual([]);
  });

  it.each([
    ["whose answer was lost", new AnswerLost({ operation: "createBox", summary: "reset" })],
    ["that failed for an unknown reason", new Error("cannot read properties of undefined")],
    ["that may have arrived", new Unreachable({ operation: "createBox", summary: "reset" }, "maybe", "never")],
    ["that the cloud broke at", new CloudError({ operation: "createBox", summary: "internal error", status: 500 })],
  ])("%s stays noted, and is not busy", async (_, failure) => {
    cloud.faults.set("create", [failure]);

    await outcome(box.create(args));

    expect(theNote()).toMatchObject({ urn: box.urn, before: [] });
    expect(theNote()).not.toHaveProperty("id");
    expect(theNote()).not.toHaveProperty("process");
  });

  it("that is interrupted before its answer stays noted", async () => {
    cloud.faults.set("create", [() => pressCtrlC()]);

    await outcome(box.create(args));

    expect(notes()).toHaveLength(1);
  });

  it("notes all among which its object is before it has its name", async () => {
    const siblings = async () => [...cloud.boxes.keys()];
    made("box-other", { ...args, name: "another" });

    await resourceOf({ ...definition, siblings }, { urn: box.urn }).create(args);

    expect(theNote()).toMatchObject({ before: ["box-other"] });
  });

  it("that did not begin is not noted", async () => {
    made("box-stranger");

    await outcome(box.create(args));

    expect(notes()).toEqual([]);
  });
});

describe("an interrupted creation whose id is known", () => {
  it("is gone on with, and the user is told", async () => {
    made("box-1");
    noted({ id: "box-1" });

    const { id, outs } = await box.create({ ...args, tags: { team: "a" } });

    expect(id).toBe("box-1");
    expect(outs).toMatchObject({ name: "one", address: "box-1.example", tags: { team: "a" } });
    expect(creations()).toBe(0);
    expect(cloud.boxes.size).toBe(1);
    expect(said("warning", box.urn)).toEqual([
      "The box box-1 was begun by an earlier run that was interrupted: this one goes on with it.",
    ]);
  });

  it("gets the write-only inputs again, which nobody can compare", async () => {
    made("box-1");
    noted({ id: "box-1" });

    await box.create({ ...args, password: "long-enough" });

    expect(cloud.calls).toContain("setPassword box-1");
  });

  it("is not taken for what the program says now: the next preview shows what is fixed and differs", async () => {
    made("box-1", { ...args, seed: undefined });
    noted({ id: "box-1", inputs: { ...args, seed: "before" } });
    const changed = { region: "south", name: "one", seed: "after" };

    const held = await box.create(changed);
    const { replaces } = await box.diff(held, changed);

    expect(held.outs).toMatchObject({ region: "north", seed: "before" });
    expect(replaces).toContain("region");
  });

  it("is delivered like any other", async () => {
    made("box-1");
    noted({ id: "box-1" });

    const held = await box.create(args);
    const pending = theNote();
    await box.diff(held, args);

    expect(pending).toMatchObject({ id: "box-1" });
    expect(notes()).toEqual([]);
  });

  it("stays pending when going on fails, too", async () => {
    made("box-1");
    noted({ id: "box-1" });
    cloud.faults.set("ready", [new Error("still broken")]);

    const { id } = await kept(box.create(args));

    expect(id).toBe("box-1");
    expect(theNote()).toMatchObject({ id: "box-1" });
  });

  it.each([
    ["known", { id: "box-lost" }],
    ["found", {}],
  ])("is made anew when what only its answer told is lost, though its object is %s", async (_, note) => {
    noted(note);
    made("box-lost");
    const toldOnce = ({ name }: { name?: string }) => name === "one";

    const { id } = (await outcome(resourceOf({ ...definition, toldOnce } as never, { urn: box.urn }).create(args))) as {
      id: string;
    };

    expect([...cloud.boxes.keys()]).toEqual([id]);
    expect(theNote()).toMatchObject({ id });
    expect(said("warning").join()).toContain("box-lost was made by an earlier run");
  });

  it("is made anew when the object is gone", async () => {
    noted({ id: "box-gone" });

    const { id } = await box.create(args);

    expect(id).not.toBe("box-gone");
    expect(creations()).toBe(1);
    expect(theNote()).toMatchObject({ id });
  });

  it("is looked at again when it was made a moment ago and is not shown yet", async () => {
    noted({ id: "box-1", ageMs: 1_000 });
    setTimeout(() => made("box-1"), 5_000);

    expect(await outcome(box.create(args))).toMatchObject({ id: "box-1" });
    expect(creations()).toBe(0);
  });

  it("is not gone on with while nobody can look", async () => {
    noted({ id: "box-1" });
    cloud.faults.set("read", [new Error("the cloud is down")]);

    expect(await outcome(box.create(args))).toMatchObject({ message: "the cloud is down" });
    expect(creations()).toBe(0);
    expect(theNote()).toMatchObject({ id: "box-1" });
  });

  it("is over when Pulumi has the object already and replaces it by force", async () => {
    made("box-1");
    noted({ id: "box-1" });
    await box.check(args, args);

    const { id } = await box.create(args);

    expect(id).not.toBe("box-1");
    expect(cloud.boxes.size).toBe(2);
  });

  it("is waited for when it is not shown before it is made", async () => {
    const slow = {
      ...definition,
      async ready({ id }: { id: string }) {
        if (cloud.boxes.has(id)) return;
        await new Promise((resolve) => setTimeout(resolve, 30_000));
        made(id);
      },
    };
    noted({ id: "box-1" });

    expect(await outcome(resourceOf(slow, { urn: box.urn }).create(args))).toMatchObject({ id: "box-1" });
    expect(creations()).toBe(0);
  });

  it("is gone on with when it was to replace the object that Pulumi has", async () => {
    made("box-old");
    made("box-1");
    noted({ id: "box-1", replaces: true, before: ["box-old"] });
    await box.diff({ id: "box-old", inputs: args, outs: boxOnArrival(args) }, args);

    expect(await box.create(args)).toMatchObject({ id: "box-1" });
    expect(cloud.boxes.size).toBe(2);
  });
});

describe("an interrupted creation whose id is not known", () => {
  it("is gone on with when one object has appeared since", async () => {
    made("box-before");
    made("box-1");
    noted({ before: ["box-before"] });

    expect(await box.create(args)).toMatchObject({ id: "box-1" });
    expect(creations()).toBe(0);
    expect(theNote()).toMatchObject({ id: "box-1" });
  });

  it("is looked for by what the program said then", async () => {
    made("box-1");
    noted();

    const { id } = await box.create({ ...args, name: "renamed" });

    expect(id).toBe("box-1");
    expect(cloud.boxes.get("box-1")).toMatchObject({ name: "renamed" });
  });

  it("is made when nothing has appeared", async () => {
    noted();

    const { id } = await box.create(args);

    expect(cloud.boxes.has(id)).toBe(true);
    expect(creations()).toBe(1);
  });

  it("is found before it has its name, among what has come since", async () => {
    const siblings = async () => [...cloud.boxes.keys()];
    const nameless = resourceOf({ ...definition, siblings }, { urn: box.urn });
    made("box-before", { ...args, name: "another" });
    made("box-1", { ...args, name: "made-by-the-cloud" });
    noted({ before: ["box-before"] });

    expect(await nameless.create(args)).toMatchObject({ id: "box-1" });
    expect(cloud.boxes.get("box-1")).toMatchObject({ name: "one" });
    expect(creations()).toBe(0);
  });

  it("is looked for again when the answer that does not show it was asked for early, and came late", async () => {
    noted({ ageMs: 14_000 });
    const slow = {
      ...definition,
      async find(request: never) {
        const found = await definition.find(request);
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        return found;
      },
    };
    setTimeout(() => made("box-late"), 500);

    expect(await outcome(resourceOf(slow, { urn: box.urn }).create(args))).toMatchObject({ id: "box-late" });
    expect(creations()).toBe(0);
  });

  it("is looked for again when it began a moment ago", async () => {
    noted({ ageMs: 1_000 });
    setTimeout(() => made("box-late"), 5_000);

    expect(await outcome(box.create(args))).toMatchObject({ id: "box-late" });
    expect(creations()).toBe(0);
  });

  it("is made after a while when it began a moment ago and nothing appears", async () => {
    noted({ ageMs: 1_000 });
    const start = Date.now();

    await outcome(box.create(args));

    expect(creations()).toBe(1);
    expect(Date.now() - start).toBeGreaterThan(14_000 - 8_000);
  });

  it("stops with all ids and a way out when several objects could be the one", async () => {
    made("box-a");
    made("box-b");
    noted();

    expect(await outcome(box.create(args))).toMatchObject({
      message: expect.stringMatching(
        /^An earlier creation of the box was interrupted\. Several objects could be the box that it made: box-a, box-b\. Set adopt to the right one's id and delete the others\. If none of them is, remove .*\.json\.$/,
      ),
    });
    expect(creations()).toBe(0);
    expect(notes()).toHaveLength(1);
  });

  describe("with others by one call, before they have their names", () => {
    const nameless = (id: string, more: object) => made(id, { ...args, name: id, ...more });
    const twinUrn = () => `${box.urn}-twin`;

    beforeEach(() => {
      definition = { ...definition, siblings: async () => [...cloud.boxes.keys()] };
      box = resourceOf(definition, { urn: box.urn });
      nameless("box-small", { size: 10 });
      nameless("box-large", { size: 20 });
    });

    it("is the one that is most like what was asked for", async () => {
      noted({ inputs: { ...args, size: 20 } });
      noted({ inputs: { ...args, size: 10 }, urn: twinUrn() });
      const twin = resourceOf(definition, { urn: twinUrn() });

      const ids = await Promise.all([box.create({ ...args, size: 20 }), twin.create({ ...args, size: 10 })]);

      expect(ids.map(({ id }) => id)).toEqual(["box-large", "box-small"]);
      expect(creations()).toBe(0);
    });

    it("is made anew when the others have taken all of them", async () => {
      const all = [box.urn, twinUrn(), `${twinUrn()}-third`];
      for (const urn of all) noted({ urn });

      const ended = await Promise.all(
        all.map((urn, index) => resourceOf(definition, { urn }).create({ ...args, name: `box-${index}` })),
      );

      const ids = ended.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(["box-small", "box-large"]));
      expect(new Set(ids).size).toBe(3);
      expect(creations()).toBe(1);
    });

    it("is not guessed when there are more of them than creations are pending", async () => {
      nameless("box-third", {});
      noted();
      noted({ urn: twinUrn() });

      expect(await outcome(box.create(args))).toMatchObject({
        message: expect.stringMatching(/Several objects could/),
      });
    });

    it("is not guessed when the other one began when something else was there", async () => {
      noted();
      noted({ urn: twinUrn(), before: ["box-small"] });

      expect(await outcome(box.create(args))).toMatchObject({
        message: expect.stringMatching(/Several objects could/),
      });
    });

    it("is not guessed while another process may still make the other one", async () => {
      noted();
      noted({ urn: twinUrn(), process: identityOf(process.ppid) });

      expect(await outcome(box.create(args))).toMatchObject({
        message: expect.stringMatching(/Several objects could/),
      });
    });
  });

  it("is not taken for the pending object of another resource", async () => {
    made("box-twin");
    noted({ urn: `${box.urn}-twin`, id: "box-twin" });
    made("box-1");
    noted();

    expect(await box.create(args)).toMatchObject({ id: "box-1" });
  });

  it("and its twin never take the same object", async () => {
    const twin = resourceOf(definition);
    made("box-1");
    noted();
    noted({ urn: twin.urn });

    const [one, two] = await Promise.all([box.create(args), twin.create(args)]);

    expect([one.id, two.id]).toContain("box-1");
    expect(one.id).not.toBe(two.id);
    expect(creations()).toBe(1);
  });

  it("ends at once at Ctrl-C", async () => {
    noted({ ageMs: 1_000 });
    const creation = box.create(args).catch((error: Error) => error);
    await vi.advanceTimersByTimeAsync(1_000);

    pressCtrlC();

    expect(await creation).toMatchObject({ message: expect.stringContaining("interrupted") });
    expect(notes()).toHaveLength(1);
  });
});

describe("a creation that another process is at", () => {
  it("is left to it, with its id and how long it has been at it", async () => {
    made("box-1");
    noted({ id: "box-1", process: identityOf(process.ppid), ageMs: 180_000 });

    expect(await outcome(box.create(args))).toMatchObject({
      message: expect.stringMatching(
        new RegExp(
          `^Nothing was created: process ${process.ppid} has been creating this box for 3 min\\. Wait for its end, or ` +
            'end it, and run "pulumi up" again\\. If that process is something else, remove .*\\.json\\.$',
        ),
      ),
    });
    expect(cloud.calls).toEqual([]);
    expect(theNote()).toMatchObject({ id: "box-1", process: { pid: process.ppid } });
  });

  it("does not concern another account", async () => {
    noted({ process: identityOf(process.ppid), account: "another" });

    await box.create(args);

    expect(creations()).toBe(1);
  });
});

describe("adopting an object", () => {
  it("ends the search for what an interrupted creation has made", async () => {
    made("box-a");
    made("box-b");
    noted();

    const { id } = await box.create({ ...args, adopt: "box-b" });

    expect(id).toBe("box-b");
    expect(notes()).toEqual([]);
    expect(said("warning")).toEqual([]);
  });

  it("tells of the other object that an interrupted creation has made", async () => {
    made("box-a");
    made("box-b");
    noted({ id: "box-a" });

    await box.create({ ...args, adopt: "box-b" });

    expect(notes()).toEqual([]);
    expect(said("warning", box.urn)).toEqual([expect.stringContaining("has created the box box-a for this resource")]);
  });

  it("that does not succeed decides nothing", async () => {
    noted({ id: "box-a" });

    await outcome(box.create({ ...args, adopt: "box-none" }));

    expect(notes()).toHaveLength(1);
  });
});

describe("a creation whose note is lost, too", () => {
  it.each(["removed", "corrupt"])("stops with the id when the note is %s", async (how) => {
    made("box-1");
    noted({ id: "box-1" });
    const [name = ""] = readdirSync(journalFolder());
    if (how === "removed") rmSync(join(journalFolder(), name));
    else writeFileSync(join(journalFolder(), name), "{");

    expect(await outcome(box.create(args))).toMatchObject({ message: expect.stringContaining('set adopt: "box-1"') });
    expect(creations()).toBe(0);
    expect(said("warning").join()).toContain(how === "corrupt" ? "its note cannot be understood" : "");
  });
});
