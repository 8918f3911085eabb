import { describe, expect, test } from "vitest";
import { engines } from "../engine/engines.ts";
import { ordersInstance } from "./orders-instance.ts";
import { expectFailure, expectNoChange, expectOk, newWorld } from "./world.ts";

const template = (name: string, description: string, options = "") =>
  `new gaussdb.ParameterTemplate("${name}", { description: "${description}" }, { ${options} });`;

describe.each(engines)("Pulumi's options on the $name", (engine) => {
  test("leave alone, replace, rename and forget what they say, side by side in one stack", async () => {
    const ignoreChanges = 'ignoreChanges: ["description"]';
    const replaceOnChanges = 'replaceOnChanges: ["description"]';
    await using world = await newWorld(
      engine,
      [
        template("ignored", "first", ignoreChanges),
        template("replaced", "first", replaceOnChanges),
        template("retained", "kept", "retainOnDelete: true"),
        template("renamed-before", "same"),
      ].join("\n"),
    );
    expectOk(await world.stack.up());
    const before = await world.resources();

    world.simulator.admin.change("huawei", "templates", before.ignored?.id ?? "", { description: "by hand" });
    await world.program(
      [
        template("ignored", "second", ignoreChanges),
        template("replaced", "second", replaceOnChanges),
        template("retained", "kept", "retainOnDelete: true"),
        template("renamed-after", "same", 'aliases: [{ name: "renamed-before" }]'),
      ].join("\n"),
    );
    const up = expectOk(await world.stack.up({ refresh: true }));
    const after = await world.resources();
    expectOk(await world.stack.destroy());

    // ignoreChanges: neither the program nor somebody's hand is a reason.
    expect(up.steps.filter(({ name }) => name === "ignored").map(({ op }) => op)).not.toContain("update");
    expect(after.ignored?.outputs?.description).toBe("by hand");
    // replaceOnChanges
    expect(after.replaced?.outputs?.description).toBe("second");
    expect(after.replaced?.id).not.toBe(before.replaced?.id);
    // aliases: the object and its generated name stay.
    const [old, renamed] = [before["renamed-before"], after["renamed-after"]];
    expect([renamed?.id, renamed?.outputs?.name]).toEqual([old?.id, old?.outputs?.name]);
    // retainOnDelete
    const left = (world.simulator.admin.objects().huawei.templates ?? []) as { id: string; user_defined: boolean }[];
    expect(left.filter((object) => object.user_defined).map(({ id }) => id)).toEqual([after.retained?.id]);
    // The state holds one line of provider text and nothing of what the SDK hands to it.
    expect(String(after.replaced?.outputs?.__provider).length).toBeLessThan(150);
    expect(after.replaced?.inputs).not.toHaveProperty("__urn");
  });

  test("protect: refuses to destroy at preview, before any call; deletedWith: children go without a call", async () => {
    const source = `${ordersInstance().replace("{ protect: false }", "{}")}
new gaussdb.ReadReplica("read", { instanceId: orders.id }, { deletedWith: orders });`;
    await using world = await newWorld(engine, source);
    expectOk(await world.stack.up());
    const sent = world.simulator.requests().length;

    const refused = expectFailure(await world.stack.destroy());
    const sentMeanwhile = world.simulator.requests().length - sent;
    const { orders } = await world.resources();
    await world.stack.unprotect(orders?.urn ?? "");
    expectOk(await world.stack.destroy());

    expect(refused.text).toMatch(/protect/);
    expect(sentMeanwhile).toBe(0);
    const deletions = world.simulator.requests().filter(({ method }) => method === "DELETE");
    expect(deletions.map(({ operationId }) => operationId)).toEqual(["deleteInstance"]);
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
    const options = '{ protect: false, customTimeouts: { create: "1s" } }';
    const source = ordersInstance().replace("{ protect: false }", options);
    await using world = await newWorld(engine, source, { speed: 60 });

    const late = expectFailure(await world.stack.up());
    const { orders } = await world.resources();
    world.simulator.admin.advance(3_600);
    expectOk(await world.stack.up());

    expect(late.text).toContain("time limit");
    expect((await world.resources()).orders?.id).toBe(orders?.id);
  });
});
