import { region, type TestCloud } from "../cloud.ts";

/** A StarRocks instance that the cloud accepts. */
export const starRocksBody = {
  name: "orders-analytics",
  engine: { type: "star-rocks", version: "3.1" },
  ha: { mode: "Single" },
  fe_flavor_id: "afef3bfd-ac7c-32e1-ba44-c388acbb196a",
  be_flavor_id: "de565db8-0a96-37ea-9388-61167624712c",
  db_root_pwd: "Test@123!",
  fe_count: 1,
  be_count: 1,
  az_mode: "single",
  fe_volume: { io_type: "SSD", capacity_in_gb: 50 },
  be_volume: { io_type: "ESSD", capacity_in_gb: 100 },
  az_code: `${region}a`,
  tags_info: { sys_tags: [{ key: "_sys_enterprise_project_id", value: "0" }] },
};

/** A ClickHouse instance that the cloud accepts. */
export const clickHouseBody = {
  name: "orders-lite",
  engine: { type: "click-house", version: "1" },
  ha: { mode: "Single" },
  flavor_id: "b44cfde6-d250-313c-8d7a-cd216f071658",
  db_root_pwd: "Rds_1234",
  az_mode: "single",
  volume: { io_type: "ESSD", capacity_in_gb: 50 },
  az_code: `${region}a`,
  tags_info: { sys_tags: [{ key: "_sys_enterprise_project_id", value: "0" }] },
};

/** Creates an analytical instance of a database instance, and lets its creation end. */
export async function createHtap(cloud: TestCloud, parent: string, body: typeof starRocksBody | typeof clickHouseBody) {
  const path = body.engine.type === "star-rocks" ? "starrocks" : "clickhouse";
  const reply = await cloud.finish<{ instance: { id: string } }>("POST", `/v3/instances/${parent}/${path}`, body);
  return reply.body.instance.id;
}

/** The answer of listHtapInstances. */
export async function listHtap(cloud: TestCloud, parent: string) {
  return (await cloud.send("GET", `/v3/instances/${parent}/htap`)).body;
}

/** The status of a job. */
export async function jobStatus(cloud: TestCloud, id: string) {
  return (await cloud.send<{ job: { status: string } }>("GET", `/v3/jobs?id=${id}`)).body.job.status;
}
