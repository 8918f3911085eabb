import { expect, test } from "vitest";
import { problemsOf } from "../../../../provider/definitions.ts";
import { expectNoChange, newStory } from "../story.ts";
import { ofService, service } from "./programs.ts";

const key = "0a6a3b0c-6a3b-4a5d-9a7e-1b2c3d4e5f60";
const link = (name: string, privateEndpointId: string) =>
  ofService("PrivateEndpointAttachment", name, { privateEndpointId });
const attached = (story: ReturnType<typeof newStory>) =>
  (story.world.clouds.admin.objects().clickhouse.services as { privateEndpointIds: string[] }[])[0]?.privateEndpointIds;
const registered = (story: ReturnType<typeof newStory>) =>
  (story.world.clouds.admin.objects().clickhouse.privateEndpoints as { id: string }[]).map(({ id }) => id);

test("a service that is taken over has all that can be read, its password is never compared, and nothing changes", async () => {
  using story = newStory("clickhouse");
  const password = "Sekret-Service-1";
  const args = { name: "Orders", numReplicas: 2, idleScaling: false, tags: { team: "orders" }, mysqlEndpoint: true };
  const first = service({ ...args, password }, "first");
  await story.up(first);
  const sent = story.changesSent().length;

  const program = [first, service({ ...args, adopt: story.ownId("first"), password: "Sekret-Service-2" }, "taken")];
  await story.up(...program);
  await story.refresh();

  expect(story.ownId("taken")).toBe(story.ownId("first"));
  expect(story.changesSent().slice(sent)).toEqual([]);
  expectNoChange(await story.preview(...program));
});

test("an access list may be empty, and is sent as such: a service behind a private endpoint lets nobody else in", async () => {
  using story = newStory("clickhouse");
  const program = [service({ ipAccessList: [] }), link("link", "vpce-1")];

  await story.up(...program);

  expect(story.bodies("createService")[0]).toMatchObject({ ipAccessList: [] });
  expect(attached(story)).toEqual(["vpce-1"]);
});

test("a change of the service leaves the private endpoints alone that attachments have put there", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), link("link", "vpce-1"));

  await story.up(service({ tags: { team: "orders" } }), link("link", "vpce-1"));

  expect(attached(story)).toEqual(["vpce-1"]);
  expectNoChange(await story.preview(service({ tags: { team: "orders" } }), link("link", "vpce-1")));
});

test("several private endpoints can be attached to a service in one update, and all of them are detached", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), link("one", "vpce-1"), link("two", "vpce-2"), link("three", "vpce-3"));
  const all = attached(story);

  await story.up(service(), link("two", "vpce-2"));

  expect([...(all ?? [])].sort()).toEqual(["vpce-1", "vpce-2", "vpce-3"]);
  expect(attached(story)).toEqual(["vpce-2"]);
});

test("a private endpoint that is detached leaves the organization too, so that it can be attached again", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), link("link", "vpce-1"));
  const during = registered(story);
  await story.up(service());
  const after = registered(story);

  await story.up(service(), link("link", "vpce-1"));

  expect([during, after]).toEqual([["vpce-1"], []]);
  expect(attached(story)).toEqual(["vpce-1"]);
});

test("neither the refresh nor the destruction of many services comes to a 429: they share reads, and keep the pace", async () => {
  using story = newStory("clickhouse", { rateLimit: true });
  const program = Array.from({ length: 12 }, (_, index) => service({}, `service-${index + 1}`));
  const pause = () => story.world.time.pass(() => new Promise((resolve) => setTimeout(resolve, 10_000)));
  await story.up(...program);
  await pause();
  const before = story.world.clouds.requests().length;

  await story.refresh();
  const asked = story.world.clouds.requests().length - before;
  await pause();
  await story.up();

  expect(asked).toBeLessThan(6);
  expect(story.world.clouds.requests().filter(({ status }) => status === 429)).toEqual([]);
});

test("a 429 that others with the same key have brought about is waited out, as long as the cloud asks", async () => {
  using story = newStory("clickhouse");
  await story.up(service());
  const fault = { kind: "answer", status: 429, headers: { "x-ratelimit-reset": "30" }, body: {} } as const;
  story.world.clouds.admin.inject({ operationId: "updateService", times: 3, fault });

  await story.up(service({ tags: { team: "orders" } }));

  const tries = story.world.clouds.requests().filter(({ operationId }) => operationId === "updateService");
  const times = tries.map(({ time }) => Date.parse(time));
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(tries.map(({ status }) => status)).toEqual([429, 429, 429, 200]);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(30_000);
});

test("a query endpoint wants the UUID of a key and roles by the vendor's names, and says so at preview", async () => {
  const problems = (openApiKeys: string[], roles: string[]) =>
    problemsOf("clickhouse:ServiceQueryEndpoint", { serviceId: "service-1", openApiKeys, roles }, undefined);

  const [problem] = await problems(["A1b2C3d4E5f6G7h8I9j0"], ["sql_console_admin"]);

  expect(problem?.message).toContain("must be the UUID of an API key, as ApiKey.id has it");
  expect(await problems([key], ["sql_console_read_only"])).toEqual([]);
});

test("the windows of a schedule take the memory of one replica in horizontal mode too", async () => {
  const entry = {
    name: "office hours",
    weekdays: [1, 2, 3, 4, 5],
    startHourUtc: 7,
    endHourUtc: 18,
    autoscalingMode: "horizontal",
    minReplicas: 2,
    maxReplicas: 6,
    minReplicaMemoryGb: 32,
    maxReplicaMemoryGb: 32,
  };

  expect(
    await problemsOf("clickhouse:ScalingSchedule", { serviceId: "service-1", entries: [entry] }, undefined),
  ).toEqual([]);
});

test("an API key is a resource: its secret is told once, kept encrypted, and opens a query endpoint", async () => {
  using story = newStory("clickhouse");
  const apiKey = { token: "clickhouse:ApiKey", name: "reports", after: [], args: () => ({ name: "Reports" }) };
  const endpoint = {
    token: "clickhouse:ServiceQueryEndpoint",
    name: "queries",
    args: (made: Readonly<Record<string, { id: string } | undefined>>) => ({
      serviceId: made.analytics?.id,
      openApiKeys: [made.reports?.id],
      roles: ["sql_console_read_only"],
    }),
  };
  const program = [service(), apiKey, endpoint];
  await story.up(...program);
  await story.refresh();

  const [queries] = story.world.clouds.admin.objects().clickhouse.queryEndpoints as { openApiKeys: string[] }[];
  expect(queries?.openApiKeys).toEqual([story.ownId("reports")]);
  const { resources } = JSON.parse(story.world.stack.kept()).deployment as {
    resources: { urn: string; outputs: object }[];
  };
  const state = resources.find(({ urn }) => urn.endsWith("::reports"));
  expect(state?.outputs).toMatchObject({ keyId: expect.any(String), keySecret: { ciphertext: expect.any(String) } });
  expectNoChange(await story.preview(...program));
});
