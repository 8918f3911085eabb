import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let service: ServiceView;
let path: string;
beforeEach(async () => {
  cloud = await startCloud();
  service = await cloud.createService();
  path = `/services/${service.id}/clickhouseSettings`;
});
afterEach(() => cloud.simulator.close());

const set = (settings: object) => cloud.send("PATCH", path, { settings });
const list = async () => (await cloud.send("GET", path)).result;

describe("settings", () => {
  it("that were set are listed, with the others left alone", async () => {
    await set({ compatibility: "25.6" });
    await set({ max_query_size: 524_288 });

    expect(await list()).toEqual({
      settings: [
        { name: "compatibility", value: "25.6" },
        { name: "max_query_size", value: 524_288 },
      ],
    });
    expect((await cloud.send("GET", `${path}/max_query_size`)).result).toEqual({
      name: "max_query_size",
      value: 524_288,
    });
  });

  it("that may disrupt the service are set with a warning", async () => {
    const { result } = await set({ compatibility: "25.6", max_query_size: 524_288 });

    expect(result).toEqual({
      settings: { compatibility: "25.6", max_query_size: 524_288 },
      warnings: [{ name: "compatibility", message: expect.any(String) }],
    });
  });

  it("are back at their default when they are deleted, and can be deleted without ever being set", async () => {
    await set({ max_query_size: 524_288 });

    const deleted = await cloud.send("DELETE", `${path}/max_query_size`);
    const again = await cloud.send("DELETE", `${path}/max_query_size`);

    expect([deleted, again]).toMatchObject([
      { status: 200, result: undefined },
      { status: 200, result: undefined },
    ]);
    expect(await list()).toEqual({ settings: [] });
    expect((await cloud.send("GET", `${path}/max_query_size`)).status).toBe(404);
    expect((await cloud.send("GET", `${path}/constructor`)).status).toBe(404);
  });

  it("of the servers restart them one after the other", async () => {
    await set({ keep_alive_timeout: 20 });
    const setting = await cloud.getService(service.id);
    cloud.advance(90);
    const set20 = await cloud.getService(service.id);
    await cloud.send("DELETE", `${path}/keep_alive_timeout`);
    const resetting = await cloud.getService(service.id);

    expect([setting, set20, resetting].map(({ state }) => state)).toEqual([
      "partially_running",
      "running",
      "partially_running",
    ]);
  });

  it.each([
    ["that is none", { colour: 1 }, "colour is not a setting"],
    ["of another type", { max_query_size: "524288" }, "max_query_size must be of type integer"],
    ["with a number for a text", { compatibility: 25 }, "compatibility must be of type string"],
    ["with a value that is not allowed", { async_insert: 2 }, "async_insert must be one of 0, 1"],
    ["that is no value", { max_threads: null }, "max_threads"],
  ])("are refused with one %s, and none is set", async (_, wrong, text) => {
    const { status, error } = await set({ max_threads: 4, ...wrong });

    expect(status).toBe(400);
    expect(error).toContain(text);
    expect(await list()).toEqual({ settings: [] });
  });

  it.each([{ settings: {} }, { settings: '{"max_threads":4}' }, {}])("are refused as %j", async (body) => {
    expect((await cloud.send("PATCH", path, body)).status).toBe(400);
  });
});

it("tells which settings there are, with their types, allowed values, warnings and notices", async () => {
  const { result } = await cloud.send<{ settings: object[] }>("GET", `${path}/schema`);

  expect(result.settings).toEqual(
    expect.arrayContaining([
      {
        name: "compatibility",
        type: "string",
        description: expect.any(String),
        warning: expect.any(String),
        example: "25.6",
      },
      {
        name: "shared_merge_tree_disable_merges_and_mutations_assignment",
        type: "integer",
        description: expect.any(String),
        enum: [0, 1],
        deprecationNotice: expect.any(String),
        example: "0",
      },
    ]),
  );
});
