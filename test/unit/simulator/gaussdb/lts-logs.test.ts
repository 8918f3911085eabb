import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type InstanceView, refusal, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let instance: InstanceView;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
});

afterAll(() => cloud.simulator.close());

const config = (change: object = {}) => ({
  instance_id: instance.id,
  log_type: "error_log",
  lts_group_id: "c3dd5233-24a1-443c-6b40-310b3ad85382",
  lts_stream_id: "9b476e31-b745-4e76-8d78-2081168651f7",
  ...change,
});
const create = (...log_configs: object[]) => cloud.send("POST", "/v3/logs/lts-configs", { log_configs });
const remove = (log_type: string) =>
  cloud.send("DELETE", "/v3/logs/lts-configs", { log_configs: [{ instance_id: instance.id, log_type }] });

interface Configs {
  instance_lts_configs: { lts_configs: object[]; instance: { id: string } }[];
  total_count: number;
}

const list = async (query = "") => (await cloud.send<Configs>("GET", `/v3/logs/lts-configs${query}`)).body;

it("lists every instance, with the logs that it ships or has shipped", async () => {
  const other = await cloud.createInstance({ name: "other" });
  const before = await list();
  await create(config(), config({ log_type: "slow_log" }));
  await remove("slow_log");

  expect(before).toMatchObject({
    total_count: 2,
    instance_lts_configs: [
      { lts_configs: [], instance: { id: instance.id, engine_version: "2.0" } },
      { lts_configs: [] },
    ],
  });
  expect(await list(`?instance_id=${instance.id}`)).toMatchObject({
    total_count: 1,
    instance_lts_configs: [
      {
        lts_configs: [
          { log_type: "error_log", lts_group_id: "c3dd5233-24a1-443c-6b40-310b3ad85382", enabled: true },
          { log_type: "slow_log", enabled: false },
        ],
      },
    ],
  });
  expect((await list("?instance_name=other")).instance_lts_configs).toMatchObject([{ instance: { id: other.id } }]);
  expect(await list("?limit=1&offset=1")).toMatchObject({ total_count: 2, instance_lts_configs: [{}] });
  expect(await list("?enterprise_project_id=1")).toEqual({ total_count: 0, instance_lts_configs: [] });
});

it("overwrites what exists, and starts again what was ended", async () => {
  await create(config());
  await create(config({ lts_stream_id: "other" }));
  const overwritten = await list();
  await remove("error_log");
  await create(config());

  expect(overwritten.instance_lts_configs[0]?.lts_configs).toMatchObject([{ lts_stream_id: "other", enabled: true }]);
  expect((await list()).instance_lts_configs[0]?.lts_configs).toMatchObject([{ enabled: true }]);
});

it("refuses unknown logs and instances, ends only what there is, and changes no busy instance", async () => {
  expect(await create(config({ log_type: "audit_log" }))).toMatchObject(refusal(400, "DBS.280001"));
  expect(await create(config({ instance_id: `${"0".repeat(32)}in07` }))).toMatchObject(refusal(404, "DBS.200002"));
  expect(await create()).toMatchObject(refusal(400, "DBS.05000018"));
  expect(await remove("error_log")).toMatchObject(refusal(400, "DBS.280001"));
  await create(config());
  await cloud.send("POST", `/v3/instances/${instance.id}/restart`);
  expect(await create(config())).toMatchObject(refusal(409, "DBS.200019"));
  expect(await remove("error_log")).toMatchObject(refusal(409, "DBS.200019"));
});

it("forgets the logs of an instance with it", async () => {
  await create(config());
  await cloud.finish("DELETE", `/v3/instances/${instance.id}`);

  expect(await list()).toEqual({ total_count: 0, instance_lts_configs: [] });
  expect(cloud.simulator.admin.objects().huawei.ltsConfigs).toEqual([]);
});
