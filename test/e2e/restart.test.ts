import { describe, expect, test } from "vitest";
import { engines } from "../engine/engines.ts";
import { ordersInstance } from "./orders-instance.ts";
import { expectNoChange, expectOk, newWorld, type World } from "./world.ts";

/** A window that opens so late that it does not during the test. */
const hour = (hours: number) => `${String((new Date().getUTCHours() + hours) % 24).padStart(2, "0")}:00`;
const window = `maintenanceWindow: { startTime: "${hour(21)}", endTime: "${hour(23)}" }`;

/** An instance with a template whose parameter needs a restart. */
const applied = (name: string, applyRestart: string, more = "") => `
${ordersInstance(name, `${window}, ${more}`)}
new gaussdb.ParameterTemplateApplication("${name}-application", {
  configurationId: new gaussdb.ParameterTemplate("${name}-template", { parameterValues: { back_log: 3000 } }).id,
  instanceIds: [${name}.id],
  applyRestart: "${applyRestart}",
});`;

describe.each(engines)("parameters that need a restart, on the $name", (engine) => {
  test("have it at once, in the maintenance window, or not, as the program allows", async () => {
    const program = [
      applied("never", "never"),
      applied("later", "inMaintenanceWindow"),
      applied("now", "immediately"),
      applied("own", "never", 'applyRestart: "immediately"'),
    ].join("\n");
    await using world = await newWorld(engine, program, { speed: 600 });

    expectOk(await world.stack.up({ parallel: 16 }));
    const first = await restartsOf(world);
    expectOk(await world.stack.refresh());
    const up = expectOk(await world.stack.up());
    const second = await restartsOf(world);
    world.simulator.admin.advance(24 * 3600);
    expectOk(await world.stack.refresh());

    expect(first.requested).toEqual({ later: "in the window", now: "at once" });
    expect(first.due).toEqual(["later", "never", "own"]);
    expect(up.steps.filter(({ op }) => op !== "same").map(({ name, keys }) => [name, keys])).toEqual([
      ["own", ["applyRestart"]],
    ]);
    expect(second.requested).toEqual({ ...first.requested, own: "at once" });
    expect(second.due).toEqual(["later", "never"]);
    expect((await restartsOf(world)).due).toEqual(["never"]);
    const { never, later } = await world.resources();
    expect([never?.outputs?.restartPending, later?.outputs?.restartPending]).toEqual([true, false]);
    expectNoChange(await world.stack.preview());
  });
});

/** Which instances were told to restart and when, and which have a restart before them. */
async function restartsOf({ simulator, resources }: World) {
  const nameOf = new Map(Object.entries(await resources()).map(([name, { id }]) => [id, name]));
  const restarts = simulator.requests().filter(({ operationId }) => operationId === "restartInstance");
  const nodes = simulator.admin.objects().huawei.nodes as { instance_id: string; need_restart: boolean }[];
  const due = nodes.filter((node) => node.need_restart).map((node) => nameOf.get(node.instance_id));
  return {
    requested: Object.fromEntries(
      restarts.map(({ path, body }) => {
        const id = path.split("/").at(-2);
        return [nameOf.get(id), (body as { delay: boolean }).delay ? "in the window" : "at once"];
      }),
    ),
    due: [...new Set(due)].sort(),
  };
}
