import { expect, test } from "vitest";
import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { phasesOf, worldOf } from "./recording.ts";
import { restore } from "./subjects/restore.ts";
import type { Call } from "./world.ts";

const isRestoring = ({ operation }: Call) => operation === restore.creation.operation;

test.each([
  ["killed", { kills: true }],
  ["left without an answer", { kills: false }],
])("a restore that is %s while it runs is not run twice: data may have been written since", async (name, { kills }) => {
  using world = worldOf(restore, name);
  const [creation] = phasesOf(restore);
  for (const phase of creation?.before ?? []) expect((await phase.perform(world)).errors).toEqual([]);
  let requests = 0;
  world.interfere({
    after(call) {
      if (!isRestoring(call)) return;
      requests += 1;
      if (kills) world.stack.killer()();
    },
  });
  if (!kills) {
    const fault = { kind: "reset", when: "after" } as const;
    world.clouds.admin.inject({ operationId: restore.creation.operation, times: 1, fault });
  }

  const struck = await creation?.perform(world);
  const healed = kills ? await creation?.perform(world) : struck;

  expect(healed?.errors).toEqual([]);
  expect(requests).toBe(1);
});

describeLife("gaussdb:Restore", restore);
await describeFaults("gaussdb:Restore", restore);
