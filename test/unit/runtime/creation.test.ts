import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AnswerLost, JobFailed } from "../../../provider/http/errors.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { boxDefinition, boxOnArrival, type FakeCloud, fakeCloud } from "./fake-cloud.ts";
import { forgetSaid, said } from "./fake-engine-log.ts";
import { forgetCtrlC, pressCtrlC } from "./fake-wire.ts";
import { kept, newUrn, resourceOf } from "./resource-of.ts";

vi.mock("node:timers/promises", () => import("./fake-timers.ts"));
vi.mock("../../../provider/runtime/wire.ts", () => import("./fake-wire.ts"));
vi.mock("../../../provider/runtime/engine-log.ts", () => import("./fake-engine-log.ts"));

const args = { region: "north", name: "one" };
const lost = () => new AnswerLost({ operation: "createBox", summary: "the connection was reset" });

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
});

/** What comes of it, however long it takes. */
async function outcome<T>(work: Promise<T>): Promise<T | Error> {
  const settled = work.catch((error: Error) => error);
  await vi.runAllTimersAsync();
  return settled;
}

const creations = () => cloud.calls.filter((call) => call === "create").length;

/** The cloud makes boxes now or later, but its answer does not arrive. */
function loseAnswer(...made: { readonly id: string; readonly afterMs?: number }[]): void {
  const make = (id: string) => cloud.boxes.set(id, boxOnArrival(args));
  cloud.faults.set("create", [
    () => {
      for (const { id, afterMs } of made) {
        if (afterMs) setTimeout(() => make(id), afterMs);
        else make(id);
      }
      throw lost();
    },
  ]);
}

describe("a creation that can be checked beforehand", () => {
  it("makes nothing, and leaves nothing to go on with, when the check fails", async () => {
    const precheck = async () => {
      throw new Error("The quota is used up.");
    };
    box = resourceOf({ ...definition, precheck });

    const failure = await outcome(box.create(args));

    expect(failure).toMatchObject({ message: "The quota is used up." });
    expect(failure).not.toHaveProperty("id");
    expect(creations()).toBe(0);
  });

  it("is checked with the program's inputs, before it is made", async () => {
    const seen: unknown[] = [];
    const precheck: typeof definition.precheck = async ({ inputs }) => {
      seen.push({ ...(inputs as object) }, creations());
    };
    box = resourceOf({ ...definition, precheck });

    await outcome(box.create(args));

    expect(seen).toEqual([expect.objectContaining(args), 0]);
    expect(creations()).toBe(1);
  });
});

describe("a creation", () => {
  it("makes the object and then whatever the creation itself cannot set", async () => {
    const { id, outs } = await box.create({ ...args, tags: { team: "a" } });

    expect(cloud.boxes.get(id)).toMatchObject({ name: "one", tags: { team: "a" } });
    expect(outs).toMatchObject({ name: "one", tags: { team: "a" }, address: `${id}.example` });
    expect(cloud.calls.filter((call) => call.startsWith("set"))).toEqual([`settle ${id}`, `setTags ${id}`]);
  });

  it("does not set again what it has set, though that cannot be read back", async () => {
    await box.create({ ...args, password: "long-enough" });

    expect(cloud.calls.join()).not.toContain("setPassword");
  });

  it("keeps fixed inputs that cannot be read back", async () => {
    const { outs } = await box.create({ ...args, seed: "s" });

    expect(outs).toMatchObject({ seed: "s" });
  });

  it("tells its id at once, so that whatever fails later keeps the object", async () => {
    cloud.faults.set("settle", [new Error("the job has failed")]);

    const { id, outs } = await kept(box.create(args));

    expect(cloud.boxes.has(id)).toBe(true);
    expect(outs).toMatchObject({ region: "north" });
  });

  it("says that it is accepted, and what an interruption would mean", async () => {
    const { id } = await box.create(args);

    expect(said("status", box.urn)).toEqual([
      `accepted as ${id}; if this is interrupted, the next "pulumi up" goes on with it`,
    ]);
  });

  it("that the cloud refuses leaves nothing behind", async () => {
    cloud.faults.set("create", [new Error("quota reached")]);

    const failure = await outcome(box.create(args));

    expect(failure).toMatchObject({ name: "", stack: "", message: "quota reached" });
    expect(failure).not.toHaveProperty("id");
  });

  it("whose object the cloud takes away again, because its job fails, leaves nothing behind", async () => {
    let attempts = 0;
    const doomed = resourceOf(
      boxDefinition(cloud, {
        create: async ({ created }) => {
          attempts += 1;
          created("box-gone");
          throw new JobFailed({ operation: "createBox", summary: "no capacity" });
        },
      }),
    );

    const failure = await outcome(doomed.create(args));
    await outcome(doomed.create(args));

    expect(failure).toMatchObject({ message: "createBox failed: no capacity." });
    expect(failure).not.toHaveProperty("id");
    expect(attempts).toBe(2);
  });

  it("that ends without an id is a failure", async () => {
    const silent = resourceOf(boxDefinition(cloud, { create: async () => {} }));

    await expect(silent.create(args)).rejects.toThrow("The creation of the box ended without an id.");
  });

  it("that was interrupted before it was accepted says that it is looked for", async () => {
    cloud.faults.set("create", [() => pressCtrlC()]);

    const failure = await outcome(box.create(args));

    expect(failure).toMatchObject({
      message:
        "The creation of the box was not confirmed: interrupted; what the cloud has accepted goes on there. " +
        'The next "pulumi up" looks for it before it creates another one.',
    });
    expect(failure).not.toHaveProperty("id");
  });

  it("is not carried out twice when an error hook of the program asks again", async () => {
    cloud.faults.set("settle", [new Error("the job has failed")]);
    const { id } = await kept(box.create(args));

    const again = await box.create(args);

    expect(again.id).toBe(id);
    expect(creations()).toBe(1);
  });
});

describe("a lost answer", () => {
  it("is made up for by looking for the object", async () => {
    loseAnswer({ id: "box-lost" });

    expect(await outcome(box.create({ ...args, tags: { team: "a" } }))).toMatchObject({ id: "box-lost" });
    expect(cloud.boxes.get("box-lost")).toMatchObject({ tags: { team: "a" } });
    expect(creations()).toBe(1);
  });

  it("is made up for when the answer names no id", async () => {
    const absent = resourceOf(
      boxDefinition(cloud, {
        async create({ created }) {
          cloud.boxes.set("box-nameless", boxOnArrival(args));
          created("");
        },
      }),
    );

    expect(await outcome(absent.create(args))).toMatchObject({ id: "box-nameless" });
  });

  it("is not made up for when it tells something once: the object is deleted, and the next run makes another", async () => {
    box = resourceOf(boxDefinition(cloud, { toldOnce: () => true }));
    loseAnswer({ id: "box-lost" });

    const failure = await outcome(box.create(args));

    expect(String(failure)).toContain("the connection was reset");
    expect(String(failure)).toContain("box-lost was deleted");
    expect([...cloud.boxes.keys()]).toEqual([]);
    const { id } = (await outcome(box.create(args))) as { id: string };
    expect([...cloud.boxes.keys()]).toEqual([id]);
  });

  it("is made up for though the object is listed late", async () => {
    loseAnswer({ id: "box-late", afterMs: 6_000 });

    expect(await outcome(box.create(args))).toMatchObject({ id: "box-late" });
    expect(creations()).toBe(1);
  });

  it("ends the creation when no object appears, and never sends it again", async () => {
    loseAnswer();
    const start = Date.now();

    const failure = await outcome(box.create(args));

    expect(failure).toMatchObject({
      message:
        "createBox failed: the connection was reset. No such box has appeared since. " +
        'The next "pulumi up" looks for it before it creates another one.',
    });
    expect(Date.now() - start).toBeGreaterThanOrEqual(15_000);
    expect(creations()).toBe(1);
  });

  it("stops with all ids when several objects could be the one", async () => {
    loseAnswer({ id: "box-a" }, { id: "box-b" });

    expect(await outcome(box.create(args))).toMatchObject({
      message:
        "createBox failed: the connection was reset. Several objects could be the box that it made: box-a, box-b. " +
        "Set adopt to the right one's id and delete the others.",
    });
  });

  it("stops when nobody can look", async () => {
    loseAnswer({ id: "box-lost" });
    cloud.faults.set("find", [() => {}, new Error("the cloud is down.")]);

    expect(await outcome(box.create(args))).toMatchObject({
      message:
        "createBox failed: the connection was reset. Looking for what it made did not succeed: the cloud is down. " +
        'The next "pulumi up" looks for it before it creates another one.',
    });
  });

  it("stops at once at Ctrl-C", async () => {
    loseAnswer();
    const creation = box.create(args).catch((error: Error) => error);
    await vi.advanceTimersByTimeAsync(1_000);

    pressCtrlC();

    expect(await creation).toMatchObject({ message: expect.stringContaining("did not succeed: interrupted") });
  });

  it("is not mistaken for the object that is about to be replaced", async () => {
    const old = { id: "box-old", inputs: args, outs: boxOnArrival(args) };
    cloud.boxes.set(old.id, old.outs);
    await box.diff(old, args);
    loseAnswer({ id: "box-new" });

    expect(await outcome(box.create(args))).toMatchObject({ id: "box-new" });
  });

  it("is not mistaken for what another resource has made in the meantime", async () => {
    loseAnswer({ id: "box-lost", afterMs: 3_000 });
    const creation = box.create(args);
    await vi.advanceTimersByTimeAsync(100);
    const twin = await resourceOf(definition).create(args);

    const made = await outcome(creation);

    expect(made).toMatchObject({ id: "box-lost" });
    expect(twin.id).not.toBe("box-lost");
  });
});

describe("an object like the one to be created", () => {
  const stranger = () => cloud.boxes.set("box-stranger", boxOnArrival(args));

  it("stops the creation with its id and how to take it over", async () => {
    stranger();

    await expect(box.create(args)).rejects.toThrow(
      "Nothing was created: there is a box like this already, box-stranger. " +
        'If it is the one, set adopt: "box-stranger"; if not, choose another name.',
    );
    expect(creations()).toBe(0);
  });

  it("that differs in a fixed input is none", async () => {
    stranger();

    await box.create({ ...args, region: "south" });

    expect(cloud.boxes.size).toBe(2);
  });

  it("is no stranger when this run has made it for another resource", async () => {
    const one = await box.create(args);
    const two = await resourceOf(definition).create(args);

    expect(cloud.boxes.size).toBe(2);
    expect(two.id).not.toBe(one.id);
  });

  it("is no stranger when it is the one that is replaced", async () => {
    stranger();
    await box.diff({ id: "box-stranger", inputs: args, outs: boxOnArrival(args) }, args);

    await box.create(args);

    expect(cloud.boxes.size).toBe(2);
  });

  it("may be the one that is replaced when a forced replacement never told its id", async () => {
    stranger();
    await box.check(args, args);

    await box.create(args);

    expect(cloud.boxes.size).toBe(2);
  });

  it("is a stranger all the same when there are two of them", async () => {
    stranger();
    cloud.boxes.set("box-other", boxOnArrival(args));
    await box.check(args, args);

    await expect(box.create(args)).rejects.toThrow("box-stranger, box-other");
  });

  it("is a stranger when it is another resource that is replaced", async () => {
    stranger();
    await resourceOf(definition, { urn: newUrn("other") }).check(args, args);

    await expect(box.create(args)).rejects.toThrow("Nothing was created");
  });
});

describe("whatever fails in a creation", () => {
  const operations = ["find", "create", "settle", "ready", "read", "setTags", "setRemark"];
  const faults = fc.dictionary(
    fc.constantFrom(...operations),
    fc.array(fc.constantFrom("fail" as const, "lose" as const, "pass" as const), { maxLength: 3 }),
  );

  it("one object is made, or none, by one call", async () => {
    await fc.assert(
      fc.asyncProperty(faults, async (plan) => {
        cloud.boxes.clear();
        cloud.calls.splice(0);
        for (const [operation, kinds] of Object.entries(plan)) {
          const lose = () => {
            if (operation === "create") cloud.boxes.set("box-lost", boxOnArrival(args));
            throw lost();
          };
          const fault = { fail: new Error("failed"), pass: () => {}, lose };
          cloud.faults.set(
            operation,
            kinds.map((kind) => fault[kind]),
          );
        }
        const fresh = resourceOf(definition);
        const wanted = { ...args, tags: { team: "a" }, remark: "r" };

        const first = await outcome(fresh.create(wanted));
        cloud.faults.clear();
        if (first instanceof Error && "id" in first) {
          const held = await kept(Promise.reject(first), await fresh.checked(wanted));
          await outcome(fresh.update(held, wanted));
          expect(cloud.boxes.get(held.id)).toMatchObject({ tags: { team: "a" }, remark: "r" });
        }

        expect(creations()).toBeLessThanOrEqual(1);
        expect(cloud.boxes.size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });
});
