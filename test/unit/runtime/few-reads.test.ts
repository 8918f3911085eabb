import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { boxDefinition, boxOnArrival, type FakeCloud, fakeCloud } from "./fake-cloud.ts";
import { forgetSaid } from "./fake-engine-log.ts";
import { resourceOf } from "./resource-of.ts";

vi.mock("node:timers/promises", () => import("./fake-timers.ts"));
vi.mock("../../../provider/runtime/wire.ts", () => import("./fake-wire.ts"));
vi.mock("../../../provider/runtime/engine-log.ts", () => import("./fake-engine-log.ts"));

let cloud: FakeCloud;

beforeEach(() => {
  cloud = fakeCloud();
});

afterEach(forgetSaid);

const looks = () => cloud.calls.filter((call) => call === "find").length;

describe("what lives in something else", () => {
  /** A box whose seed is the id of the rack in which it stands. */
  const inRack = () => boxDefinition(cloud, { parent: { token: "fake:Rack", input: "seed" } });
  const rack = () => resourceOf(boxDefinition(cloud, { token: "fake:Rack" }));

  it("is not looked for before it is created in what this run has made", async () => {
    const { id: seed } = await rack().create({ region: "south", name: "rack" });
    const before = looks();

    await resourceOf(inRack()).create({ region: "north", name: "one", seed });

    expect(looks()).toBe(before);
  });

  it("is looked for in what was there already, adopted or not", async () => {
    cloud.boxes.set("rack-1", boxOnArrival({ region: "south", name: "rack" }));
    cloud.boxes.set("rack-2", boxOnArrival({ region: "south", name: "other" }));
    await rack().create({ region: "south", name: "rack", adopt: "rack-1" });
    cloud.boxes.set("box-x", boxOnArrival({ name: "one" }));

    for (const seed of ["rack-1", "rack-2"]) {
      const creation = resourceOf(inRack()).create({ region: "north", name: "one", seed });

      await expect(creation).rejects.toThrow("there is a box like this already, box-x");
    }
  });
});

describe("what takes a call of its own to read", () => {
  let covers: string[];
  let definition: Definition<unknown>;

  beforeEach(() => {
    covers = [];
    const { aspects, ...box } = boxDefinition(cloud);
    const cover = {
      inputs: { cover: z.string().optional() },
      costly: true as const,
      async read({ id }: { id: string }) {
        covers.push(id);
        return { cover: "blue" };
      },
      update: async () => undefined,
    };
    definition = { ...box, aspects: [...aspects, cover] } as Definition<unknown>;
  });

  const args = { region: "north", name: "one" };

  it("is not read while the program does not set it", async () => {
    const box = resourceOf(definition);
    const made = await box.create(args);
    const same = await box.update(made, { ...args, remark: "new" });

    const found = await box.read(same);

    expect(covers).toEqual([]);
    expect(found?.props).toMatchObject({ name: "one", remark: "new", address: `${made.id}.example` });
    expect(found?.props).not.toHaveProperty("cover");
  });

  it("is read when the program sets it, or has set it before", async () => {
    const box = resourceOf(definition);
    const made = await box.create(args);

    const covered = await box.update(made, { ...args, cover: "red" });
    expect(covers).not.toEqual([]);
    covers = [];
    const found = await box.read(covered);
    const uncovered = await box.update(covered, args);

    expect(covers.length).toBeGreaterThanOrEqual(2);
    expect(found?.props).toMatchObject({ cover: "blue" });
    expect(uncovered.outs).toMatchObject({ cover: "blue" });
  });

  it("is read for somebody who knows nothing of the object", async () => {
    const box = resourceOf(definition);
    const { id } = await box.create(args);

    expect((await box.get(id))?.props).toMatchObject({ cover: "blue" });
  });
});
