import { describe, expect, test } from "vitest";
import { engines } from "../engine/engines.ts";
import { ordersInstance } from "./orders-instance.ts";
import { configurationOf, expectFailure, expectNoChange, expectOk, newWorld } from "./world.ts";

const template = (name: string, description: string, options = "") =>
  `new gaussdb.ParameterTemplate("${name}", { description: "${description}" }, { ${options} });`;

describe.each(engines)("Pulumi's options on the $name", (engine) => {
  test("protect: refuses to destroy at preview, before any call", async () => {
    await using world = await newWorld(engine, ordersInstance().replace("{ protect: false }", "{}"));
    expectOk(await world.stack.up());
    const sent = world.simulator.requests().length;

    const refused = expectFailure(await world.stack.destroy());

    expect(refused.text).toMatch(/protect/);
    expect(world.simulator.requests().length).toBe(sent);
    const { orders } = await world.resources();
    await world.stack.unprotect(orders?.urn ?? "");
    expectOk(await world.stack.destroy());
  });

  test("ignoreChanges: leaves the property alone, in the program and by hand", async () => {
    await using world = await newWorld(engine, template("ignored", "first", 'ignoreChanges: ["description"]'));
    expectOk(await world.stack.up());
    const { ignored } = await world.resources();

    await world.program(template("ignored", "second", 'ignoreChanges: ["description"]'));
    expectNoChange(await world.stack.preview());
    world.simulator.admin.change("huawei", "templates", ignored?.id ?? "", { description: "by hand" });
    expectOk(await world.stack.refresh());

    expectNoChange(await world.stack.preview());
    expectOk(await world.stack.destroy());
  });

  test("replaceOnChanges: replaces instead of updating", async () => {
    await using world = await newWorld(engine, template("replaced", "first", 'replaceOnChanges: ["description"]'));
    expectOk(await world.stack.up());
    const { replaced: before } = await world.resources();

    await world.program(template("replaced", "second", 'replaceOnChanges: ["description"]'));
    expectOk(await world.stack.up());

    const { replaced: after } = await world.resources();
    expect(after?.id).not.toBe(before?.id);
    expectOk(await world.stack.destroy());
  });

  test("deletedWith: children go with their instance, without a call for each", async () => {
    const source = `${ordersInstance()}
new gaussdb.ReadReplica("read", { instanceId: orders.id }, { deletedWith: orders });`;
    await using world = await newWorld(engine, source);
    expectOk(await world.stack.up());

    expectOk(await world.stack.destroy());

    const deletions = world.simulator.requests().filter(({ method }) => method === "DELETE");
    expect(deletions.map(({ operationId }) => operationId)).toEqual(["deleteInstance"]);
  });

  test("retainOnDelete: forgets the resource and leaves the object", async () => {
    await using world = await newWorld(engine, template("retained", "kept", "retainOnDelete: true"));
    expectOk(await world.stack.up());
    const { retained } = await world.resources();

    expectOk(await world.stack.destroy());

    const templates = world.simulator.admin.objects().huawei.templates ?? [];
    expect(templates.map((object) => (object as { id?: string }).id)).toContain(retained?.id);
  });

  test("aliases: a renamed resource keeps its object and its generated name", async () => {
    await using world = await newWorld(engine, template("before", "same"));
    expectOk(await world.stack.up());
    const { before } = await world.resources();

    await world.program(template("after", "same", 'aliases: [{ name: "before" }]'));
    expectNoChange(await world.stack.preview());
    expectOk(await world.stack.up());

    const { after } = await world.resources();
    expect([after?.id, after?.outputs?.name]).toEqual([before?.id, before?.outputs?.name]);
    expectOk(await world.stack.destroy());
  });

  test("--target and --replace: touch the named resource only", async () => {
    await using world = await newWorld(engine, [template("one", "first"), template("two", "first")].join("\n"));
    expectOk(await world.stack.up());
    const before = await world.resources();

    await world.program([template("one", "second"), template("two", "second")].join("\n"));
    expectOk(await world.stack.up({ target: [before.one?.urn ?? ""] }));
    const targeted = await world.resources();
    expectOk(await world.stack.up({ target: [before.two?.urn ?? ""], replace: [before.two?.urn ?? ""] }));

    const after = await world.resources();
    expect([targeted.one?.outputs?.description, targeted.two?.outputs?.description]).toEqual(["second", "first"]);
    expect(after.one?.id).toBe(before.one?.id);
    expect(after.two?.id).not.toBe(before.two?.id);
    expectOk(await world.stack.destroy());
  });

  test("provider: two regions side by side, each with its own configuration", async () => {
    await using world = await newWorld(engine, "");
    const { url, credentials } = world.simulator;
    const { accessKey, secretKey } = credentials.huawei;
    const source = `
const other = new Provider("other", { huaweicloud: {
  region: "cn-north-4", accessKey: "${accessKey}", secretKey: "${secretKey}", endpoint: "${url}", authUrl: "${url}",
} });
${template("here", "default region")}
${template("there", "other region", "provider: other")}`;

    await world.program(source);
    expectOk(await world.stack.up());

    expectNoChange(await world.stack.preview());
    const paths = world.simulator.requests().filter(({ operationId }) => operationId === "createParameterTemplate");
    expect(new Set(paths.map(({ path }) => path.split("/")[2])).size).toBe(2);
    expect(JSON.stringify(await world.stack.export())).not.toContain(secretKey);
    expectOk(await world.stack.destroy());
  });

  test("customTimeouts: a time limit is no failure, the next update goes on", async () => {
    const source = ordersInstance().replace(
      "{ protect: false }",
      '{ protect: false, customTimeouts: { create: "1s" } }',
    );
    await using world = await newWorld(engine, source, { speed: 60 });

    const late = expectFailure(await world.stack.up());
    const { orders } = await world.resources();
    world.simulator.admin.advance(3_600);
    expectOk(await world.stack.up());

    expect(late.text).toContain("time limit");
    expect((await world.resources()).orders?.id).toBe(orders?.id);
    expectOk(await world.stack.destroy());
  });

  test("the state holds one line of provider text, and configuration is read from the stack", async () => {
    await using world = await newWorld(engine, template("short", "state"));
    expectOk(await world.stack.up());

    const { short } = await world.resources();

    expect(configurationOf(world.simulator)["huaweicloud:region"]).toBe("ap-southeast-3");
    expect(String(short?.outputs?.__provider).length).toBeLessThan(150);
    expect(short?.inputs).not.toHaveProperty("__urn");
    expectOk(await world.stack.destroy());
  });
});
