import { describe, expect, test } from "vitest";
import type { SimulatorAdmin } from "../../simulator/index.ts";
import type { ExportedResource } from "../engine/engine.ts";
import { engines } from "../engine/engines.ts";
import { expectFailure, expectNoChange, expectOk, newWorld, resourcesOf, type World } from "./world.ts";

/** Arguments of a resource: a TypeScript expression by property. */
export type Arguments = Readonly<Record<string, string>>;

/** A kind of resource, and what an end-to-end test must know of it. */
export interface Subject {
  /** Class, for example `gaussdb.Instance`. */
  readonly kind: string;
  /** Statements that make what the resource needs. */
  readonly needs?: string;
  /** Arguments of the n-th resource of a program. */
  args(index: number): Arguments;
  /** By property that changes in place: the other arguments, and the paths that the preview names if not the property. */
  readonly changes: Readonly<
    Record<string, { readonly to: Arguments; readonly from?: Arguments; readonly keys?: readonly string[] }>
  >;
  /** By property that replaces: its other value. */
  readonly fixed: Readonly<Record<string, { readonly to: Arguments; readonly from?: Arguments }>>;
  /** Fixed properties that have one valid value only: what the preview shows is all that can be tested. */
  readonly refusedByCloud?: readonly string[];
  /** The id follows from the inputs, so a replacement may have the same one. */
  readonly idIsGiven?: boolean;
  /** Changes the object by hand; `keys` are the properties that then differ. */
  readonly drift: { change(admin: SimulatorAdmin, resource: ExportedResource): void; readonly keys: readonly string[] };
  /** Removes the object by hand. */
  remove(admin: SimulatorAdmin, resource: ExportedResource): void;
  /** Makes a later step of the creation fail, after the cloud has accepted the object. */
  failCreation(admin: SimulatorAdmin): void;
  /** It is protected unless the program says otherwise. */
  readonly holdsData: boolean;
  /** Objects of the clouds that belong to nobody after everything is destroyed. */
  readonly remains?: readonly string[];
}

/** Everything that a user does with a kind of resource, from creation to destruction, on every engine that is there. */
export function describeLifeCycle(subject: Subject): void {
  describe.each(engines)(`${subject.kind} on the $name`, (engine) => {
    test("is created, shows no change, has no drift, and is destroyed without a trace", async () => {
      await using world = await newWorld(engine, program(subject, { subject: subject.args(0) }));

      const preview = expectOk(await world.stack.preview());
      expect(world.simulator.requests()).toEqual([]);
      expectOk(await world.stack.up());

      expect(preview.changes.create).toBeGreaterThan(0);
      expectNoChange(await world.stack.preview());
      expectNoChange(await world.stack.refresh({ expectNoChanges: true }));
      expectNoChange(await world.stack.up());
      expectOk(await world.stack.destroy());
      expect(left(world, subject)).toEqual([]);
    });

    test("changes every property in place that can change", async () => {
      const names = Object.keys(subject.changes);
      const argsOf = (changed: boolean) =>
        Object.fromEntries(
          Object.entries(subject.changes).map(([property, { from = {}, to }], index) => [
            property,
            { ...subject.args(index), ...from, ...(changed ? to : {}) },
          ]),
        );
      await using world = await newWorld(engine, program(subject, argsOf(false)));
      expectOk(await world.stack.up());
      const before = await world.resources();

      await world.program(program(subject, argsOf(true)));
      const preview = expectOk(await world.stack.preview());
      expectOk(await world.stack.up());

      const updates = preview.steps.filter(({ op, name }) => op === "update" && names.includes(name));
      const shown = Object.fromEntries(updates.map(({ name, keys }) => [name, topLevel(keys)]));
      const promised = Object.entries(subject.changes).map(([property, { keys = [property] }]) => [
        property,
        [...keys].sort(),
      ]);
      expect(shown, preview.text).toEqual(Object.fromEntries(promised));
      expectNoChange(await world.stack.preview());
      expectNoChange(await world.stack.refresh({ expectNoChanges: true }));
      const after = await world.resources();
      expect(names.map((name) => after[name]?.id)).toEqual(names.map((name) => before[name]?.id));
      await destroy(world);
    });

    test("refuses at preview to replace while protected, and replaces otherwise, for every fixed property", async () => {
      const { fixed, refusedByCloud = [], holdsData } = subject;
      const protect = holdsData ? "" : "protect: true";
      const argsOf = (isChanged: (property: string) => boolean) =>
        Object.fromEntries(
          Object.entries(fixed).map(([property, { from = {}, to }], index) => [
            property,
            { ...subject.args(index), ...from, ...(isChanged(property) ? to : {}) },
          ]),
        );
      await using world = await newWorld(
        engine,
        program(
          subject,
          argsOf(() => false),
          protect,
        ),
      );
      expectOk(await world.stack.up());
      const before = await world.resources();
      const sent = changingRequests(world).length;

      for (const property of Object.keys(fixed)) {
        await world.program(
          program(
            subject,
            argsOf((other) => other === property),
            protect,
          ),
        );
        const refused = expectFailure(await world.stack.preview());
        expect(refused.text, property).toMatch(/protect/);
      }
      const isAccepted = (property: string) => !refusedByCloud.includes(property);
      await world.program(program(subject, argsOf(isAccepted)));
      const preview = expectOk(await world.stack.preview());
      expect(changingRequests(world).length).toBe(sent);
      expectOk(await world.stack.up());

      const replaced = preview.steps.filter(({ op }) => op.includes("replace")).map(({ name }) => name);
      const after = await world.resources();
      for (const property of Object.keys(fixed).filter(isAccepted)) {
        expect(replaced, preview.text).toContain(property);
        if (!subject.idIsGiven) expect(after[property]?.id, property).not.toBe(before[property]?.id);
      }
      expectNoChange(await world.stack.preview());
      await destroy(world);
    });

    test("finds what somebody changed by hand, and heals it", async () => {
      await using world = await newWorld(engine, program(subject, { subject: subject.args(0) }));
      expectOk(await world.stack.up());
      const { subject: resource } = await world.resources();

      subject.drift.change(world.simulator.admin, resource as ExportedResource);
      const noticed = await world.stack.refresh({ previewOnly: true, expectNoChanges: true });
      expectOk(await world.stack.refresh());
      const preview = expectOk(await world.stack.preview());
      expectOk(await world.stack.up());

      expect(noticed.ok, noticed.text).toBe(false);
      const step = preview.steps.find(({ name, op }) => name === "subject" && op === "update");
      expect(topLevel(step?.keys ?? []), preview.text).toEqual([...subject.drift.keys].sort());
      expectNoChange(await world.stack.preview());
      expectNoChange(await world.stack.refresh({ expectNoChanges: true }));
      await destroy(world);
    });

    test("creates again what somebody deleted by hand", async () => {
      await using world = await newWorld(engine, program(subject, { subject: subject.args(0) }));
      expectOk(await world.stack.up());
      const { subject: resource } = await world.resources();

      subject.remove(world.simulator.admin, resource as ExportedResource);
      expectOk(await world.stack.refresh());
      const preview = expectOk(await world.stack.preview());
      expectOk(await world.stack.up());

      expect(preview.steps.find(({ name }) => name === "subject")?.op, preview.text).toBe("create");
      expectNoChange(await world.stack.preview());
      await destroy(world);
    });

    test("keeps what was accepted when the creation fails later, and goes on from there", async () => {
      await using world = await newWorld(engine, program(subject, { subject: subject.args(0) }));

      subject.failCreation(world.simulator.admin);
      const failed = expectFailure(await world.stack.up());
      const { subject: kept } = await world.resources();
      const creations = creatingRequests(world);
      world.simulator.admin.clearFaults();
      const preview = expectOk(await world.stack.preview());
      expectOk(await world.stack.up());

      expect(kept?.id, failed.text).toBeTruthy();
      expect(failed.text).toContain(kept?.id);
      expect(preview.steps.find(({ name }) => name === "subject")?.op, preview.text).toBe("update");
      expect((await world.resources()).subject?.id).toBe(kept?.id);
      expect(creatingRequests(world)).toBe(creations);
      expectNoChange(await world.stack.preview());
      await destroy(world);
    });

    test("takes over an existing object without changing it", async () => {
      await using world = await newWorld(engine, program(subject, { subject: subject.args(0) }));
      expectOk(await world.stack.up());
      const { subject: existing } = await world.resources();
      const sent = changingRequests(world).length;

      const adopted = { ...subject.args(0), adopt: JSON.stringify(existing?.id) };
      const other = await world.another(
        program({ ...subject, needs: "" }, { adopted: withoutNeeds(adopted, existing) }),
      );
      expectOk(await other.up());

      expect(changingRequests(world).slice(sent)).toEqual([]);
      expect((await resourcesOf(other)).adopted?.id).toBe(existing?.id);
      expectNoChange(await other.preview());
      expectNoChange(await other.refresh({ expectNoChanges: true }));
      await destroy(world);
    });
  });
}

/** A program with one resource of the subject's kind for each name; nothing is protected unless the options say so. */
function program(
  { kind, needs = "" }: Subject,
  resources: Readonly<Record<string, Arguments>>,
  options = "protect: false",
): string {
  const statements = Object.entries(resources).map(([name, args]) => {
    const properties = Object.entries(args).map(([property, expression]) => `${property}: ${expression}`);
    return `new ${kind}("${name}", { ${properties.join(", ")} }, { ${options} });`;
  });
  return [needs, ...statements].join("\n");
}

/** Arguments that name what the resource needs, by the values that the existing one was made with. */
function withoutNeeds(args: Arguments, existing: ExportedResource | undefined): Arguments {
  const inputs = existing?.inputs ?? {};
  return Object.fromEntries(
    Object.entries(args).map(([property, expression]) => {
      const refers = /^[a-z]\w*\.\w+$|\[\w+\.id\]/i.test(expression);
      return [property, refers ? JSON.stringify(inputs[property]) : expression];
    }),
  );
}

async function destroy(world: World): Promise<void> {
  const { deployment } = await world.stack.export();
  for (const resource of deployment.resources ?? []) {
    if (resource.protect) await world.stack.unprotect(resource.urn);
  }
  expectOk(await world.stack.destroy());
}

function topLevel(keys: readonly string[]): string[] {
  return [...new Set(keys.map((key) => key.split(/[.[]/)[0] ?? key))].sort();
}

/** Objects that the clouds still hold and nobody asked to keep. */
function left({ simulator }: World, { remains = [] }: Subject): string[] {
  const kept = ["organizations", "jobs", "orders", "tokens", ...remains];
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

function creatingRequests(world: World): number {
  return changingRequests(world).filter((operation) => /^(create|copy|enable)/.test(operation)).length;
}
