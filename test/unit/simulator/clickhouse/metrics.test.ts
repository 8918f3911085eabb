import { afterEach, beforeEach, expect, it } from "vitest";
import { kafkaPipe, organizationId, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.simulator.close());

const linesOf = async (path: string) => (await cloud.sendForText("GET", path)).text.split("\n");
const namesIn = (lines: string[]) =>
  new Set(lines.filter((line) => !line.startsWith("#")).map((line) => /^\w*/.exec(line)?.[0]));

it("are plain text without the envelope", async () => {
  const { id } = await cloud.createService({ name: "Orders analytics", numReplicas: 2 });

  const { status, type, text } = await cloud.sendForText("GET", `/services/${id}/prometheus`);

  const labels = `clickhouse_org="${organizationId}",clickhouse_service="${id}",clickhouse_service_name="Orders analytics"`;
  expect(status).toBe(200);
  expect(type).toMatch(/^text\/plain/);
  expect(text).toContain(
    [
      "# HELP ClickHouse_ServiceInfo Information about the service.",
      "# TYPE ClickHouse_ServiceInfo untyped",
      `ClickHouse_ServiceInfo{${labels},clickhouse_cluster_status="running"} 1`,
      "",
    ].join("\n"),
  );
  expect(text.match(/^ClickHouseProfileEvents_Query\{.*hostname="[^"]+"\} 600$/gm)).toHaveLength(2);
  expect(text.endsWith("\n")).toBe(true);
});

it("are fewer if they are filtered", async () => {
  const { id } = await cloud.createService();

  const all = namesIn(await linesOf(`/services/${id}/prometheus`));
  const open = namesIn(await linesOf(`/services/${id}/prometheus?filtered_metrics=false`));
  const filtered = namesIn(await linesOf(`/services/${id}/prometheus?filtered_metrics=true`));

  expect(open).toEqual(all);
  expect([...filtered].filter((name) => !all.has(name))).toEqual([]);
  expect(filtered.size).toBeLessThan(all.size);
});

it("of a service that does not run say so, and no more", async () => {
  const { id } = await cloud.createService();
  cloud.simulator.admin.change("clickhouse", "services", id, { state: "idle" });

  const lines = await linesOf(`/services/${id}/prometheus`);

  expect(namesIn(lines)).toEqual(new Set(["ClickHouse_ServiceInfo", ""]));
  expect(lines[2]).toContain('clickhouse_cluster_status="idle"');
});

it("of an organization are those of all its services, under one heading", async () => {
  const first = await cloud.createService();
  const second = await cloud.createService();
  await cloud.createPipe(first, kafkaPipe());

  const lines = await linesOf("/prometheus");

  expect(lines.filter((line) => line.startsWith("# TYPE ClickHouse_ServiceInfo"))).toHaveLength(1);
  const infos = lines.filter((line) => line.startsWith("ClickHouse_ServiceInfo"));
  expect(infos.map((line) => /clickhouse_service="([^"]+)"/.exec(line)?.[1])).toEqual([first.id, second.id]);
  expect(lines).toContainEqual(expect.stringMatching(/^ClickPipes_Info\{.*clickpipe_name="clicks"/));
});

it("escape what would break the format", async () => {
  const { id } = await cloud.createService();
  cloud.simulator.admin.change("clickhouse", "services", id, { name: 'a "b" \\ c\nd' });

  const { text } = await cloud.sendForText("GET", `/services/${id}/prometheus`);

  expect(text).toContain('clickhouse_service_name="a \\"b\\" \\\\ c\\nd"');
});

it("of an unknown service are an error in the envelope", async () => {
  const path = "/services/5100a1a7-0000-4000-8000-0000000000ff/prometheus";

  expect(await cloud.send("GET", path)).toMatchObject({ status: 404, error: expect.stringMatching(/^NOT_FOUND/) });
  expect((await cloud.sendForText("GET", "/prometheus?filtered_metrics=yes")).status).toBe(400);
});
