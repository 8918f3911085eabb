import { existsSync, globSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { orders } from "../../scripts/demo/configuration.ts";
import { type Simulator, startSimulator } from "../../simulator/index.ts";
import type { Configuration, Stack } from "../engine/engine.ts";
import { engines } from "../engine/engines.ts";
import { configurationOf, expectNoChange, expectOk } from "./world.ts";

const folder = resolve(import.meta.dirname, "../../examples");
const examples = globSync("**/Pulumi.yaml", { cwd: folder, exclude: ["**/node_modules"] })
  .map(dirname)
  .sort();

/** What the programs ask their user for. */
const asked: Configuration = {
  ...orders,
  accessKeyId: "AKIA0123456789ABCDEF",
  databasePassword: { secret: "Database-example-1357" },
  kafkaKey: "KEY0123456789",
  kafkaSecret: { secret: "Kafka-example-2468" },
  modellingPassword: { secret: "Modelling-example-8024" },
  reportingPassword: { secret: "Reporting-example-9753" },
  secretKey: { secret: "Bucket-example-3579" },
  serviceAccountFile: { secret: "e30=" },
};

test("each folder of the examples with a program is an example", () => {
  const programs = globSync("**/index.ts", { cwd: folder, exclude: ["**/node_modules"] }).map(dirname);

  expect(programs.sort()).toEqual(examples);
  expect(examples.filter((example) => !existsSync(resolve(folder, example, "package.json")))).toEqual([]);
});

describe.each(engines)("on the $name, the example", (engine) => {
  // Most of the time a program waits for what it has started.
  test.concurrent.for(examples)(
    "%s is made, stays as it is, and leaves nothing behind",
    async (example, { expect }) => {
      await using simulator = await startSimulator({ speed: 3_000 });
      const config = { ...configurationOf(simulator), ...asked };
      await using stack = await engine.stack({ program: resolve(folder, example), config });
      const before = objectsOf(simulator);

      const preview = expectOk(await stack.preview());
      const up = expectOk(await stack.up());

      expect(up.changes.create, up.text).toBe(preview.changes.create);
      expectNoChange(await stack.preview());
      expectNoChange(await stack.refresh({ expectNoChanges: true }));
      await unprotectAll(stack);
      expectOk(await stack.destroy());
      expect(objectsOf(simulator)).toEqual(before);
      expect((await stack.export()).deployment.resources ?? []).toEqual([]);
    },
  );
});

async function unprotectAll(stack: Stack): Promise<void> {
  const { deployment } = await stack.export();
  for (const { urn, protect } of deployment.resources ?? []) if (protect) await stack.unprotect(urn);
}

/** The objects in the clouds, by kind; not counted are the traces that everything leaves, and final backups. */
function objectsOf({ admin }: Simulator): string[] {
  const traces = ["projects", "jobs", "orders", "quotas", "tokens", "backups", "recycleBin"];
  return Object.values(admin.objects()).flatMap((kinds) =>
    Object.entries(kinds).flatMap(([kind, objects]) => (traces.includes(kind) ? [] : objects.map(() => kind))),
  );
}
