import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(() => cloud.simulator.admin.reset());

afterAll(() => cloud.simulator.close());

async function createTemplate(name: string, parameter_values: Record<string, string> = {}) {
  const { body } = await cloud.send<{ configurations: { id: string } }>("POST", "/v3/configurations", {
    name,
    parameter_values,
  });
  return body.configurations.id;
}

async function valuesOf(id: string) {
  const { body } = await cloud.send<{ parameter_values: Record<string, string> }>("GET", `/v3/configurations/${id}`);
  return body.parameter_values;
}

describe("parameter templates", () => {
  it("are listed with the vendor's own one, whose values are all strings and cannot be changed", async () => {
    const own = await createTemplate("own");

    const { body } = await cloud.send<{ configurations: { id: string; user_defined: boolean }[] }>(
      "GET",
      "/v3/configurations",
    );
    const vendors = body.configurations.find(({ user_defined }) => !user_defined)?.id ?? "";
    const values = await valuesOf(vendors);
    const changed = await cloud.send("PUT", `/v3/configurations/${vendors}`, { description: "mine" });
    const deleted = await cloud.send("DELETE", `/v3/configurations/${vendors}`);

    expect(body.configurations.map(({ id }) => id)).toEqual([own, vendors]);
    expect(Object.keys(values).length).toBeGreaterThan(100);
    expect(Object.values(values).every((value) => typeof value === "string")).toBe(true);
    expect(changed).toMatchObject(refusal(400, "DBS.212003"));
    expect(deleted).toMatchObject(refusal(400, "DBS.212003"));
  });

  it("hold every parameter: those that were set and the defaults of the rest", async () => {
    const id = await createTemplate("own", { max_connections: "2000" });

    await cloud.finish("PUT", `/v3/configurations/${id}`, { parameter_values: { wait_timeout: "600" } });

    expect(await valuesOf(id)).toMatchObject({ max_connections: "2000", wait_timeout: "600", autocommit: "ON" });
  });

  it("refuse names that exist, parameters that do not, and values out of range", async () => {
    await createTemplate("own");
    const create = (body: object) => cloud.send("POST", "/v3/configurations", body);

    expect(await create({ name: "own" })).toMatchObject(refusal(400, "DBS.212030"));
    expect(await create({ name: "Default-GaussDBforMySQL 8.0" })).toMatchObject({ status: 400 });
    expect(await create({ name: "a", parameter_values: { nosuch: "1" } })).toMatchObject(refusal(400, "DBS.212012"));
    expect(await create({ name: "a", parameter_values: { autocommit: "maybe" } })).toMatchObject(
      refusal(400, "DBS.280271"),
    );
    expect(await create({ name: "a", parameter_values: { wait_timeout: 600 } })).toMatchObject(
      refusal(400, "DBS.212037"),
    );
  });

  it("have a quota", async () => {
    for (let count = 0; count < 100; count += 1) await createTemplate(`template-${count}`);

    expect(await cloud.send("POST", "/v3/configurations", { name: "one-more" })).toMatchObject(
      refusal(400, "DBS.212002"),
    );
  });

  it("are copied with their values, and compared", async () => {
    const id = await createTemplate("own", { max_connections: "2000" });

    const copy = await cloud.send("POST", `/v3/configurations/${id}/copy`, { name: "copy" });
    await cloud.finish("PUT", `/v3/configurations/${copy.body.configuration_id}`, {
      parameter_values: { max_connections: "3000" },
    });
    const compared = await cloud.send("POST", "/v3/configurations/comparison", {
      source_configuration_id: id,
      target_configuration_id: copy.body.configuration_id,
    });

    expect(compared.body).toEqual({
      differences: [{ parameter_name: "max_connections", source_value: "2000", target_value: "3000" }],
    });
  });
});

describe("application of a template", () => {
  it("reaches the instance by a job and marks the nodes when a parameter needs a restart", async () => {
    const { id } = await cloud.createInstance();
    const template = await createTemplate("own", { gtid_mode: "OFF", wait_timeout: "600" });

    const applied = await cloud.send("PUT", `/v3/configurations/${template}/apply`, { instance_ids: [id] });
    const again = await cloud.send("PUT", `/v3/configurations/${template}/apply`, { instance_ids: [id] });
    const changed = await cloud.send("PUT", `/v3/configurations/${template}`, { description: "new" });
    cloud.advance(120);
    const instance = await cloud.getInstance(id);
    await cloud.finish("POST", `/v3/instances/${id}/restart`, {});
    const restarted = await cloud.getInstance(id);

    expect(applied.status).toBe(200);
    expect(again).toMatchObject(refusal(400, "DBS.212010"));
    expect(changed).toMatchObject(refusal(400, "DBS.212010"));
    expect(instance).toMatchObject({ configuration_id: template, nodes: [{ need_restart: true }, {}] });
    expect(restarted).toMatchObject({ nodes: [{ need_restart: false }, { need_restart: false }] });
  });

  it("needs no restart when no parameter asks for one", async () => {
    const { id } = await cloud.createInstance();
    const template = await createTemplate("own", { wait_timeout: "600" });

    await cloud.finish("PUT", `/v3/configurations/${template}/apply`, { instance_ids: [id] });

    expect(await cloud.getInstance(id)).toMatchObject({ nodes: [{ need_restart: false }, { need_restart: false }] });
  });

  it("keeps the template from being deleted until the instance uses another one or is gone", async () => {
    const { id } = await cloud.createInstance();
    const template = await createTemplate("own");
    await cloud.finish("PUT", `/v3/configurations/${template}/apply`, { instance_ids: [id] });

    const refused = await cloud.send("DELETE", `/v3/configurations/${template}`);
    await cloud.finish("DELETE", `/v3/instances/${id}`);
    const deleted = await cloud.send("DELETE", `/v3/configurations/${template}`);
    const again = await cloud.send("DELETE", `/v3/configurations/${template}`);

    expect(refused).toMatchObject(refusal(400, "DBS.212032"));
    expect(deleted).toMatchObject({ status: 200, body: { configuration_name: "own" } });
    expect(again).toMatchObject(refusal(404, "DBS.212001"));
  });

  it("to a busy instance is refused", async () => {
    const { id } = await cloud.createInstance();
    const template = await createTemplate("own");
    await cloud.send("PUT", `/v3/instances/${id}/port`, { port: 3307 });

    const refused = await cloud.send("PUT", `/v3/configurations/${template}/apply`, { instance_ids: [id] });

    expect(refused).toMatchObject(refusal(409, "DBS.212006"));
  });

  it("is told by the histories of the template", async () => {
    const { id } = await cloud.createInstance();
    const template = await createTemplate("own");
    await cloud.finish("PUT", `/v3/configurations/${template}`, { parameter_values: { wait_timeout: "600" } });

    const before = await cloud.send("GET", `/v3/configurations/${template}/modify-history`);
    await cloud.finish("PUT", `/v3/configurations/${template}/apply`, { instance_ids: [id] });
    const after = await cloud.send("GET", `/v3/configurations/${template}/modify-history`);
    const applications = await cloud.send("GET", `/v3/configurations/${template}/apply-history`);
    const applicable = await cloud.send("GET", `/v3/configurations/${template}/applicable-instances`);

    expect(before.body).toMatchObject({
      histories: [{ parameter_name: "wait_timeout", old_value: "28800", new_value: "600", is_applied: false }],
    });
    expect(after.body).toMatchObject({ histories: [{ is_applied: true }] });
    expect(applications.body).toMatchObject({ histories: [{ target_id: id, apply_result: "SUCCESS" }] });
    expect(applicable.body).toMatchObject({ total_count: 1, instances: [{ instance_id: id }] });
  });
});

describe("parameters of an instance", () => {
  it("are read page by page and changed by a job that says whether a restart is due", async () => {
    const { id } = await cloud.createInstance();

    const changed = await cloud.finish("PUT", `/v3/instances/${id}/configurations`, {
      parameter_values: { gtid_mode: "OFF", max_user_connections: "100" },
    });
    const first = await cloud.send<{ total_count: number; parameter_values: { name: string; value: string }[] }>(
      "GET",
      `/v3/instances/${id}/configurations`,
    );
    const second = await cloud.send<typeof first.body>("GET", `/v3/instances/${id}/configurations?offset=100`);
    const all = [...first.body.parameter_values, ...second.body.parameter_values];

    expect(changed.body).toMatchObject({ restart_required: true });
    expect(first.body.parameter_values).toHaveLength(100);
    expect(all).toHaveLength(first.body.total_count);
    expect(all.find(({ name }) => name === "max_user_connections")?.value).toBe("100");
    expect(await cloud.getInstance(id)).toMatchObject({ nodes: [{ need_restart: true }, { need_restart: true }] });
  });

  it("become a template of their own under the id that the instance names", async () => {
    const { id, configuration_id } = await cloud.createInstance();
    const other = await createTemplate("other");
    await cloud.finish("PUT", `/v3/instances/${id}/configurations`, { parameter_values: { wait_timeout: "600" } });

    const copied = await cloud.send("POST", `/v3/instances/${id}/configurations/${configuration_id}/copy`, {
      name: "as-used",
    });
    const refused = await cloud.send("POST", `/v3/instances/${id}/configurations/${other}/copy`, { name: "no" });

    expect(await valuesOf(String(copied.body.configuration_id))).toMatchObject({ wait_timeout: "600" });
    expect(refused).toMatchObject(refusal(400, "DBS.212017"));
  });
});
