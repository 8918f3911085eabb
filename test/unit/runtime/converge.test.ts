import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { check } from "../../../provider/runtime/check.ts";
import { converge } from "../../../provider/runtime/converge.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import type { State } from "../../../provider/runtime/state.ts";
import { newOperation } from "../http/fakes.ts";
import { inputsOf } from "./arbitraries.ts";
import { boxDefinition, boxOnArrival, type FakeCloud, fakeCloud } from "./fake-cloud.ts";

let cloud: FakeCloud;
let box: Definition<unknown>;

beforeEach(() => {
  cloud = fakeCloud();
  box = boxDefinition(cloud);
  cloud.boxes.set("one", boxOnArrival({ name: "one" }));
});

/** Converges, and tells what was saved on the way. */
async function converged(inputs: State, { definition = box, state = {} as State } = {}) {
  const connection = await definition.connect(() => undefined);
  const saved: State[] = [];
  const at = { cloud: connection.during(newOperation().operation), id: "one", inputs, state };
  const work = converge(definition, at, (reached) => saved.push(reached));
  return { saved, state: await work.catch((error: Error) => error.message) };
}

const changes = () => cloud.calls.filter((call) => call.startsWith("set"));

describe("converging", () => {
  it("changes what differs, and nothing else", async () => {
    await converged({ region: "north", name: "one", level: 2, tags: { team: "a" } });

    expect(changes()).toEqual(["setRemark one", "setTags one"]);
    expect(cloud.boxes.get("one")).toMatchObject({ level: 2, tags: { team: "a" } });
  });

  it("waits first until whatever is going on is over", async () => {
    await converged({ region: "north", level: 2 });

    expect(cloud.calls).toEqual(["ready one", "read one", "setRemark one", "read one"]);
  });

  it("ends with what the cloud has", async () => {
    const { state } = await converged({ region: "north", level: 2, password: "long-enough", patience: "low" });

    expect(state).toMatchObject({ level: "2", state: "ready", password: "long-enough", patience: "low" });
  });

  it("looks once when nothing differs", async () => {
    const { state, saved } = await converged({ region: "north", name: "one", level: 1 });

    expect(cloud.calls).toEqual(["ready one", "read one"]);
    expect(saved).toEqual([state]);
  });

  it("saves what was read and each change as soon as it is done", async () => {
    const { saved } = await converged({
      region: "north",
      level: 2,
      remark: "new",
      ports: [1],
      password: "long-enough",
    });

    expect(saved.map(({ level, remark, ports, password }) => ({ level, remark, ports, password }))).toEqual([
      { level: "1", remark: "", ports: [], password: undefined },
      { level: 2, remark: "new", ports: [], password: undefined },
      { level: 2, remark: "new", ports: [1], password: undefined },
      { level: 2, remark: "new", ports: [1], password: "long-enough" },
      { level: "2", remark: "new", ports: ["1"], password: "long-enough" },
    ]);
  });

  it("ends at a failure, with what was done until then saved", async () => {
    cloud.faults.set("setTags", [new Error("the cloud is down")]);

    const { saved, state } = await converged({
      region: "north",
      level: 2,
      tags: { team: "a" },
      password: "long-enough",
    });

    expect(state).toBe("the cloud is down");
    expect(saved.at(-1)).toMatchObject({ level: 2, tags: {} });
    expect(changes()).toEqual(["setRemark one", "setTags one"]);
  });

  it("goes on after a failure where it ended", async () => {
    const inputs = { region: "north", level: 2, tags: { team: "a" }, password: "long-enough" };
    cloud.faults.set("setTags", [new Error("the cloud is down")]);
    const { saved } = await converged(inputs);
    cloud.calls.splice(0);

    await converged(inputs, { state: saved.at(-1) ?? {} });

    expect(changes()).toEqual(["setTags one", "setPassword one"]);
  });

  it("does not set a password again that it has set", async () => {
    const inputs = { region: "north", password: "long-enough" };
    const { state } = await converged(inputs);
    cloud.calls.splice(0);

    await converged(inputs, { state: state as State });

    expect(changes()).toEqual([]);
  });

  it("tells an aspect what differs, what there is, and all its values", async () => {
    const seen: unknown[] = [];
    const definition = boxDefinition(cloud, {
      aspects: box.aspects.map((aspect) => ({
        ...aspect,
        update: async ({ inputs, live, changes }) => void seen.push({ inputs, live, changes }),
      })),
    });

    await converged({ region: "north", level: 2, password: "long-enough" }, { definition });

    expect(seen).toEqual([
      { inputs: { remark: "", level: 2 }, live: { remark: "", level: "1" }, changes: { level: 2 } },
      { inputs: { password: "long-enough" }, live: {}, changes: { password: "long-enough" } },
    ]);
  });

  it("runs no aspect twice, though it has no effect: the next preview shows it", async () => {
    const definition = boxDefinition(cloud, {
      aspects: box.aspects.map((aspect) => ({ ...aspect, update: async () => void cloud.calls.push("set nothing") })),
    });

    const { state } = await converged({ region: "north", level: 2 }, { definition });

    expect(changes()).toEqual(["set nothing"]);
    expect(state).toMatchObject({ level: "1" });
  });

  it("makes up for what a change has undone elsewhere", async () => {
    const definition = boxDefinition(cloud, {
      aspects: box.aspects.map((aspect) => ({
        ...aspect,
        async update(at) {
          await aspect.update(at);
          if ("level" in aspect.inputs) Object.assign(cloud.boxes.get("one") ?? {}, { steps: [], name: "renamed" });
        },
      })),
    });

    await converged({ region: "north", level: 2, name: "one", steps: [] }, { definition });

    expect(changes()).toEqual(["setRemark one", "setName one"]);
    expect(cloud.boxes.get("one")).toMatchObject({ name: "one", level: 2 });
  });

  it("answers nothing when the object is gone", async () => {
    cloud.boxes.clear();

    expect(await converged({ region: "north", level: 2 })).toEqual({ saved: [], state: undefined });
  });

  it("answers nothing when the object goes on the way", async () => {
    cloud.faults.set("read", [() => {}, () => void cloud.boxes.clear()]);

    const { saved, state } = await converged({ region: "north", level: 2 });

    expect(state).toBeUndefined();
    expect(saved).not.toEqual([]);
  });
});

describe("what has converged", () => {
  const right = inputsOf(boxDefinition(fakeCloud()))
    .map((inputs) => ({ ...inputs, name: "one" }))
    .map((inputs) => check(boxDefinition(fakeCloud()), {}, inputs, undefined))
    .filter(({ problems }) => problems.length === 0)
    .map(({ inputs }) => inputs);

  it("needs no change, and shows no difference", async () => {
    await fc.assert(
      fc.asyncProperty(right, right, async (before, inputs) => {
        cloud.boxes.set("one", boxOnArrival({ ...before, region: inputs.region, size: inputs.size ?? 10 }));
        const { state } = await converged(inputs, { state: before });
        cloud.calls.splice(0);

        const again = await converged(inputs, { state: state as State });

        const inPlace = diff(box, state as State, inputs).details.filter(({ replaces }) => !replaces);
        expect(inPlace).toEqual([]);
        expect(changes()).toEqual([]);
        expect(again.state).toEqual(state);
      }),
    );
  });
});
