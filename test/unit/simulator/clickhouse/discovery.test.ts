import { afterEach, beforeEach, expect, it } from "vitest";
import { kafkaPipe, mysqlPipe, type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let service: ServiceView;
beforeEach(async () => {
  cloud = await startCloud();
  service = await cloud.createService();
});
afterEach(() => cloud.simulator.close());

const discover = (source: object) =>
  cloud.send("POST", `/services/${service.id}/clickpipes/schemaDiscovery`, { source });
const kinesis = {
  format: "JSONEachRow",
  streamName: "orders",
  region: "eu-west-1",
  iteratorType: "LATEST",
  authentication: "IAM_USER",
  accessKey: { accessKeyId: "AKIA", secretKey: "a secret" },
};

it.each([
  ["topic", kafkaPipe().source, { topic: "clicks" }],
  ["stream", { kinesis }, { stream: "orders" }],
])("finds the fields of a %s, and makes no pipe", async (_, source, meta) => {
  const { result } = await discover(source);

  expect(result).toEqual({
    fields: [
      { name: "id", type: "Int64", optional: false },
      { name: "customer", type: "String", optional: true },
      { name: "amount", type: "Float64" },
    ],
    meta,
  });
  expect(cloud.simulator.admin.objects().clickhouse.clickPipes).toEqual([]);
});

it.each<[string, object, string]>([
  ["a database", mysqlPipe().source, "mysql is unknown"],
  ["nothing", {}, "exactly one kind"],
  ["two sources", { ...kafkaPipe().source, kinesis }, "exactly one kind"],
  ["a source without credentials", kafkaPipe({ credentials: undefined }).source, "credentials.username"],
])("does not look into %s", async (_, source, text) => {
  const { status, error } = await discover(source);

  expect(status).toBe(400);
  expect(error).toContain(text);
});

it("needs a running service", async () => {
  cloud.simulator.admin.change("clickhouse", "services", service.id, { state: "idle" });

  expect(await discover(kafkaPipe().source)).toMatchObject({
    status: 424,
    error: expect.stringContaining("Current state: idle"),
  });
});
