import { describe, expect, it } from "vitest";
import { z } from "zod";
import { oneShot } from "../../../provider/gaussdb/one-shot.ts";
import { converge } from "../../../provider/runtime/converge.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { option } from "../../../provider/runtime/traits.ts";

type Values = Readonly<Record<string, unknown>>;

/** A kind, and what it was run with. */
function kind() {
  const runs: Values[] = [];
  const definition = oneShot({
    token: "gaussdb:Test",
    noun: "test",
    description: "A test.",
    inputs: { instanceId: z.string(), delay: option(z.boolean().default(false)) },
    runsWith: { backupId: z.string().optional() },
    notice: "It runs.",
    timeLimits: { create: 1, update: 1 },
    idOf: ({ instanceId }) => instanceId,
    read: async ({ id }) => ({ instanceId: id }),
    run: async ({ inputs: { instanceId, delay, backupId } }) => {
      runs.push({ instanceId, delay, backupId });
    },
  });
  return { definition: definition as unknown as Definition<never>, runs };
}

const inputs = { instanceId: "i1", delay: false, backupId: "b1", triggers: [] };

describe("an operation that a program runs", () => {
  const converged = async (definition: Definition<never>, state: Values, wanted: Values) =>
    (await converge(definition, { cloud: {} as never, id: "i1", inputs: wanted, state }, () => undefined)) ?? {};

  it("runs once when it is created, also without triggers", async () => {
    const { definition, runs } = kind();

    const state = await converged(definition, {}, inputs);
    await converged(definition, state, inputs);

    expect(runs).toEqual([{ instanceId: "i1", delay: false, backupId: "b1" }]);
  });

  it("runs again when a trigger or what it runs with changes", async () => {
    const { definition, runs } = kind();

    for (const changes of [{ triggers: [{ day: 1 }] }, { triggers: [{ day: 2 }] }, { backupId: "b2" }]) {
      await converged(definition, inputs, { ...inputs, ...changes });
    }

    expect(runs.map(({ backupId }) => backupId)).toEqual(["b1", "b1", "b2"]);
  });

  it("does not run again when an option changes, nor says so", async () => {
    const { definition, runs } = kind();

    const later = { ...inputs, delay: true };

    expect(diff(definition, inputs, later)).toMatchObject({ changes: true, replaces: [], notices: [] });
    expect(await converged(definition, inputs, later)).toMatchObject({ delay: true });
    expect(runs).toEqual([]);
  });

  it("says before it runs what that means", () => {
    const { definition } = kind();

    expect(definition.notice?.(inputs)).toBe("It runs.");
    expect(diff(definition, inputs, { ...inputs, triggers: [1] }).notices).toEqual(["It runs."]);
  });

  it("runs at another place as another resource", () => {
    const { definition } = kind();

    expect(diff(definition, inputs, { ...inputs, instanceId: "i2" }).replaces).toEqual(["instanceId"]);
  });
});
