import { describe, expect, test } from "vitest";
import { type Census, census } from "./census.ts";
import { type Phase, phasesOf, worldOf } from "./recording.ts";
import type { Outcome, Program } from "./stack.ts";
import { argsWith, programOf, removeByHand, type Subject, subjectName } from "./subject.ts";
import type { World } from "./world.ts";

type Changes = NonNullable<Subject["replacements"]>;

/** A kind's life without faults: what each step shows before it happens, and that nothing is left to do afterwards. */
export function describeLife(title: string, subject: Subject): void {
  const { drift, objects, replacements = {} } = subject;
  const [creation] = phasesOf(subject) as [Phase];

  /** A world in which the subject is there. */
  async function settledWorld(name: string): Promise<World> {
    const world = worldOf(subject, `${title} ${name}`);
    for (const phase of [...creation.before, creation]) expectOk(await phase.perform(world));
    return world;
  }

  describe(title, () => {
    test("is created, and there is nothing left to do", async () => {
      using world = await settledWorld("creation");

      await expectNothingToDo(world, creation.program);
    });

    test.each(changesOf(subject.updates))("changes in place: %s, and back", async (name, changes) => {
      using world = await settledWorld(name);
      const changed = programOf(subject, argsWith(subject, changes));

      const preview = expectOk(await look(world, ({ preview }) => preview(changed)));
      expect(preview.changes).toEqual([`update ${subjectName}`]);
      expect(inputsIn(preview)).toEqual(Object.keys(changes({})).sort());
      for (const program of [changed, creation.program]) {
        expectOk(await look(world, ({ up }) => up(program)));
        await expectNothingToDo(world, program);
      }
    });

    test.each(changesOf(replacements))("is replaced: %s", async (name, changes) => {
      using world = await settledWorld(name);
      const before = countsOf(census(world));
      const changed = programOf(subject, argsWith(subject, changes));

      const preview = expectOk(await look(world, ({ preview }) => preview(changed)));
      expect(preview.changes.join()).toContain(`replace ${subjectName}`);
      expectOk(await look(world, ({ up }) => up(changed)));

      await expectNothingToDo(world, changed);
      expect(countsOf(census(world))).toEqual(before);
    });

    test.runIf(drift)("is seen to be changed by hand, and put right", async () => {
      using world = await settledWorld("drift");
      const inputs = [...(drift?.inputs ?? [])].sort();
      drift?.byHand(world.clouds.admin, idOf(world));

      expect(inputsIn(await look(world, ({ previewRefresh }) => previewRefresh()))).toEqual(inputs);
      expectOk(await look(world, ({ refresh }) => refresh()));
      expect(inputsIn(await look(world, ({ preview }) => preview(creation.program)))).toEqual(inputs);
      expectOk(await look(world, ({ up }) => up(creation.program)));

      await expectNothingToDo(world, creation.program);
    });

    test.runIf(objects)("is created again when somebody has removed it by hand", async () => {
      using world = await settledWorld("removal");
      const before = countsOf(census(world));
      removeByHand(subject, world.clouds.admin, idOf(world));
      expect(countsOf(census(world))).not.toEqual(before);

      expectOk(await look(world, ({ refresh }) => refresh()));
      const { changes } = expectOk(await look(world, ({ up }) => up(creation.program)));

      expect(changes).toEqual([`create ${subjectName}`]);
      expect(countsOf(census(world))).toEqual(before);
      await expectNothingToDo(world, creation.program);
    });

    test("takes over what is there without a change to it", async () => {
      using world = await settledWorld("adoption");
      const sent: string[] = [];
      world.interfere({
        before: ({ request: { method, path } }) => method !== "GET" && sent.push(`${method} ${path}`),
      });
      const id = idOf(world);
      const twin = { token: subject.token, name: "twin", args: argsWith(subject, () => ({ adopt: id })) };
      const both = [...creation.program, twin];

      expectOk(await look(world, ({ up }) => up(both)));

      expect(sent).toEqual([]);
      expect(world.stack.ids().twin).toBe(id);
      await expectNothingToDo(world, both);
    });

    test("leaves nothing behind when it is deleted", async () => {
      using world = worldOf(subject, `${title} deletion`);
      for (const phase of creation.before) expectOk(await phase.perform(world));
      const before = census(world);
      expectOk(await creation.perform(world));

      const { changes } = expectOk(await look(world, ({ up }) => up(programOf(subject))));

      expect(changes).toEqual([`delete ${subjectName}`]);
      expect(census(world)).toEqual(before);
    });
  });
}

const changesOf = (all: Changes) => Object.entries(all);

const look = ({ time, stack }: World, work: (stack: World["stack"]) => Promise<Outcome>) =>
  time.pass(() => work(stack));

const idOf = ({ stack }: World) => stack.ids()[subjectName] ?? "";

const countsOf = (all: Census) => Object.entries(all).map(([kind, ids]) => `${ids.length} ${kind}`);

/** The inputs that an operation has shown as different. */
const inputsIn = ({ paths }: Outcome) => [...new Set(paths.map((path) => path.replace(/[.[].*$/, "")))].sort();

function expectOk(outcome: Outcome): Outcome {
  expect(outcome.errors).toEqual([]);
  expect(outcome.ok).toBe(true);
  return outcome;
}

async function expectNothingToDo(world: World, program: Program): Promise<void> {
  for (const seen of [
    await look(world, ({ preview }) => preview(program)),
    await look(world, ({ previewRefresh }) => previewRefresh()),
  ]) {
    expect([...seen.errors, ...seen.changes, ...seen.paths]).toEqual([]);
  }
}
