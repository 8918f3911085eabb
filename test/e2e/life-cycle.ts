import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ExportedResource, Op, Result, Step } from "../engine/engine.ts";
import { engines } from "../engine/engines.ts";
import { type Input, inputsOf, namedPaths, promisedPaths } from "./inputs.ts";
import { type Arguments, type Change, Expression, programOf, type Subject } from "./subject.ts";
import { expectFailure, expectNoChange, expectOk, newWorld, resourcesOf, type World } from "./world.ts";

/**
 * Everything that a user does with a kind of resource, on every engine that is there. It is one story of one stack, in
 * which many resources do their part side by side: each operation costs a program and a plugin.
 */
export function describeLifeCycle(subject: Subject): void {
  const { changes, replacements, refusedByCloud = [], atCreation = {}, drift } = subject;
  const kind = subject.token.replace(":", ".");

  describe.each(engines)(`${kind} on the $name`, (engine) => {
    let world: World;
    let inputs: readonly Input[];
    const at = (name: string) =>
      [...Object.keys(changes), ...Object.keys(replacements), "drifted", "removed"].indexOf(name);
    const argsOf = (name: string, more: Arguments = {}) => ({ ...subject.args(at(name)), ...more });
    const argsBefore = (name: string, { from }: Change) => argsOf(name, from);
    const argsAfter = (name: string, { from, to }: Change) => argsOf(name, { ...from, ...to });
    const unprotected = { protect: false };
    const protection = subject.holdsData ? {} : { protect: true };

    /** The program with all resources: before or after their changes. */
    const program = (stage: {
      readonly isChanged: boolean;
      readonly replaced: (name: string) => boolean;
      readonly options: Arguments;
      readonly later?: readonly (readonly [name: string, args: Arguments])[];
    }) => {
      const resource = (name: string, args: Arguments, options: Arguments = unprotected) => ({ name, args, options });
      return programOf(
        subject,
        [
          ...Object.entries(changes).map(([name, change]) =>
            resource(name, (stage.isChanged ? argsAfter : argsBefore)(name, change)),
          ),
          ...Object.entries(replacements).map(([name, change]) =>
            resource(name, (stage.replaced(name) ? argsAfter : argsBefore)(name, change), stage.options),
          ),
          resource("drifted", argsOf("drifted", drift.args)),
          resource("removed", argsOf("removed")),
          ...(stage.later ?? []).map(([name, args]) => resource(name, args)),
        ],
        world.simulator,
      );
    };
    const isAccepted = (name: string) => !refusedByCloud.includes(name);
    const laterOnes = Object.entries(atCreation).map(([name, change], index) => {
      const args = subject.args(at("removed") + 1 + index);
      return { name, made: { ...args, ...change.from }, changed: { ...args, ...change.from, ...change.to } };
    });
    const failing = ["failing", subject.args(at("removed") + 1 + laterOnes.length)] as const;

    beforeAll(async () => {
      inputs = await inputsOf(subject.token);
      world = await newWorld(engine, "");
    });
    afterAll(() => world[Symbol.asyncDispose]());

    // Each chapter begins where the one before has ended.
    let isBroken = false;
    beforeEach(({ skip, onTestFailed }) => {
      skip(isBroken, "an earlier chapter has failed");
      onTestFailed(() => {
        isBroken = true;
      });
    });

    test("previews the creation without a call; once all is created, there is nothing to change", async () => {
      await world.program(program({ isChanged: false, replaced: () => false, options: protection }));

      const preview = expectOk(await world.stack.preview());
      expect(world.simulator.requests()).toEqual([]);
      const up = expectOk(await world.stack.up({ parallel: 32 }));

      expect(preview.changes.create).toBe(up.changes.create);
      expectNoChange(await world.stack.preview());
    });

    test("finds what somebody changed and deleted by hand, and no other drift", async () => {
      const { drifted, removed } = await world.resources();

      drift.change(world.simulator.admin, drifted as ExportedResource);
      subject.remove(world.simulator.admin, removed as ExportedResource);
      const refresh = await world.stack.refresh({ expectNoChanges: true });

      expect(refresh.ok, refresh.text).toBe(false);
      const drifts = changedBy(refresh).filter(([name]) => at(name) >= 0);
      expect(drifts, refresh.text).toEqual([
        ["drifted", "update"],
        ["removed", "delete"],
      ]);
    });

    test("shows at preview what changes, and refuses to replace what is protected", async () => {
      const sent = changingRequests(world).length;
      const resources = await world.resources();

      await world.program(program({ isChanged: true, replaced: () => true, options: protection }));
      const { steps, text } = expectFailure(await world.stack.preview());

      const shown = (name: string) => {
        const { op, keys = [], replaceKeys = [] } = stepOf(steps, name) ?? {};
        return { name, op, changed: namedPaths(inputs, keys), replaces: namedPaths(inputs, replaceKeys) };
      };
      for (const [name, change] of Object.entries(changes)) {
        const promised = promisedPaths(inputs, { from: argsBefore(name, change), to: change.to });
        expect(shown(name), text).toEqual({ name, op: "update", changed: promised, replaces: [] });
      }
      for (const [name, change] of Object.entries(replacements)) {
        const whole = { from: argsBefore(name, change), to: change.to };
        const changed = promisedPaths(inputs, whole);
        const fixed = inputs.filter((input) => input.fixed);
        expect(shown(name), text).toEqual({ name, op: "replace", changed, replaces: promisedPaths(fixed, whole) });
        expect(text).toContain(`unable to replace resource "${resources[name]?.urn}"`);
      }
      const healing = stepOf(steps, "drifted");
      expect([healing?.op, namedPaths(inputs, healing?.keys ?? [])], text).toEqual(["update", [...drift.paths].sort()]);
      expect(stepOf(steps, "removed")?.op, text).toBe("create");
      expect(changingRequests(world).length).toBe(sent);
    });

    test("changes in place, replaces what is not protected, heals and creates again", async () => {
      const old = await world.resources();

      const later = laterOnes.map(({ name, made }) => [name, made] as const);
      await world.program(program({ isChanged: true, replaced: isAccepted, options: unprotected, later }));
      expectOk(await world.stack.up({ parallel: 32 }));

      const now = await world.resources();
      const kept = [...Object.keys(changes), "drifted"];
      expect(kept.map((name) => now[name]?.id)).toEqual(kept.map((name) => old[name]?.id));
      for (const name of [...Object.keys(replacements).filter(isAccepted), "removed"]) {
        expect(now[name]?.id, name).toBeTruthy();
        expect(now[name]?.id, name).not.toBe(old[name]?.id);
      }
    });

    test("keeps what was accepted when a creation fails later, and goes on from there", async () => {
      const later = [...laterOnes.map(({ name, changed }) => [name, changed] as const), failing];
      await world.program(program({ isChanged: true, replaced: isAccepted, options: unprotected, later }));

      subject.failCreation(world.simulator.admin);
      const failed = expectFailure(await world.stack.up());
      const { failing: kept } = await world.resources();
      const sent = changingRequests(world).length;
      world.simulator.admin.clearFaults();
      const up = expectOk(await world.stack.up());

      expect(kept?.id, failed.text).toBeTruthy();
      expect(failed.text).toContain(kept?.id);
      expect(changedBy(up), up.text).toEqual([["failing", "update"]]);
      expect((await world.resources()).failing?.id).toBe(kept?.id);
      expect(changingRequests(world).slice(sent).filter(isCreation)).toEqual([]);
      expectNoChange(await world.stack.refresh({ expectNoChanges: true }));
      expectNoChange(await world.stack.preview());
    });

    test("takes over an existing object without changing it, and destroys everything in the end", async () => {
      const { drifted } = await world.resources();
      const sent = changingRequests(world).length;
      const args = { ...withoutNeeds(argsOf("drifted", drift.args), drifted), adopt: drifted?.id };
      const adopted = [{ name: "adopted", args, options: unprotected }];

      const other = await world.another(programOf({ token: subject.token }, adopted, world.simulator));
      expectOk(await other.up());

      expect((await resourcesOf(other)).adopted?.id).toBe(drifted?.id);
      expectNoChange(await other.refresh({ expectNoChanges: true }));
      expectNoChange(await other.preview());
      expect(changingRequests(world).slice(sent)).toEqual([]);
      expectOk(await other.destroy());
      expectOk(await world.stack.destroy({ parallel: 32 }));
      expect(left(world, subject)).toEqual([]);
    });
  });
}

/** Name and operation of what is not left alone. */
function changedBy({ steps }: Result): (readonly [name: string, op: Op])[] {
  const changing = steps.filter(({ op }) => op !== "same" && op !== "refresh");
  return changing.map(({ name, op }) => [name, op] as const).sort(([one], [other]) => one.localeCompare(other));
}

function stepOf(steps: readonly Step[], name: string): Step | undefined {
  const ofName = steps.filter((step) => step.name === name && step.type.startsWith("pulumi-nodejs:dynamic/"));
  return ofName.find(({ op }) => op === "replace") ?? ofName[0];
}

/** Arguments that name what the resource needs, by the values that the existing one was made with. */
function withoutNeeds(args: Arguments, existing: ExportedResource | undefined): Arguments {
  const isGiven = (value: unknown) => [value].flat().some((item) => item instanceof Expression);
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, isGiven(value) ? existing?.inputs?.[key] : value]),
  );
}

/** Objects that the clouds still hold and nobody asked to keep. */
function left({ simulator }: World, { remains = [] }: Subject): string[] {
  const kept = ["organizations", "projects", "jobs", "orders", "tokens", "recycleBin", ...remains];
  return Object.values(simulator.admin.objects()).flatMap((kinds) =>
    Object.entries(kinds).flatMap(([kind, objects]) =>
      kept.includes(kind) ? [] : objects.filter(isOwn).map(() => kind),
    ),
  );
}

/** The vendor's own templates are there from the beginning. */
function isOwn(object: object): boolean {
  return !("user_defined" in object) || object.user_defined !== false;
}

function changingRequests({ simulator }: World): string[] {
  return simulator
    .requests()
    .filter(({ method }) => method !== "GET")
    .map(({ operationId }) => String(operationId));
}

function isCreation(operation: string): boolean {
  return /^(create|copy|enable)/.test(operation);
}
