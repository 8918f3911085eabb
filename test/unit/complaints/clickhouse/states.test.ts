import { expect, test } from "vitest";
import { expectNoChange, newStory, type Story } from "../story.ts";
import { mapping, mysqlPipe, service } from "./programs.ts";

const two = [service(), mysqlPipe({ tableMappings: [mapping("orders"), mapping("customers")] })];

const stateOfPipe = ({ world }: Story) =>
  (world.clouds.admin.objects().clickhouse.clickPipes as { state: string }[])[0]?.state;

test("a pipe for an idle service wakes the service and is made", async () => {
  using story = newStory("clickhouse");
  await story.up(service());
  story.byHand("services", "analytics", { state: "idle" });

  await story.up(service(), mysqlPipe());

  expect(story.bodies("updateServiceState")).toEqual([{ command: "awake" }]);
});

test("a pipe for a stopped service does not start it against its owner's will, and says what is the matter", async () => {
  using story = newStory("clickhouse");
  await story.up(service());
  story.byHand("services", "analytics", { state: "stopped" });

  const failed = await story.tryUp(service(), mysqlPipe());

  expect(failed.errors.join()).toMatch(/stopped/);
  expect(story.bodies("updateServiceState")).toEqual([]);
});

test("a pipe that has failed can still be planned, refreshed and deleted", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), mysqlPipe());
  story.byHand("clickPipes", "orders", { state: "Failed" });
  await story.refresh();

  const preview = await story.preview(service(), mysqlPipe());
  const deleted = await story.up(service());

  expect(preview.errors).toEqual([]);
  expect(deleted.changes).toEqual(["delete orders"]);
  expect(story.world.clouds.admin.objects().clickhouse.clickPipes).toEqual([]);
});

test("a table is added to a running pipe by pausing it, editing it and letting it run again", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), mysqlPipe());

  await story.up(...two);

  const [, , ...sent] = story.changesSent();
  expect(sent.slice(0, 2)).toEqual(["updateClickPipeState", "updateClickPipe"]);
  expect(story.bodies("updateClickPipeState")[0]).toEqual({ command: "stop" });
  expect(stateOfPipe(story)).toMatch(/Running|Snapshot/);
  expectNoChange(await story.preview(...two));
});

test("a pipe that an interrupted edit has left paused runs again after the next update", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), mysqlPipe());
  const refusal = {
    kind: "answer",
    status: 400,
    body: { status: 400, requestId: "7f", error: "BAD_REQUEST: no" },
  } as const;
  story.world.clouds.admin.inject({ operationId: "updateClickPipe", fault: refusal });
  const failed = await story.tryUp(...two);

  await story.up(...two);

  expect(failed.errors.join()).toContain("updateClickPipe failed: no");
  expect(stateOfPipe(story)).toMatch(/Running|Snapshot/);
});

test("a pipe whose tables change during a snapshot, which begins another one, does not fail the update", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), mysqlPipe());
  story.byHand("clickPipes", "orders", { state: "Snapshot" });

  await story.up(...two);

  expectNoChange(await story.preview(...two));
});

test("a service that is still busy after it has stopped is deleted all the same", async () => {
  using story = newStory("clickhouse");
  await story.up(service());

  await story.up();

  const tries = story.world.clouds.requests().filter(({ operationId }) => operationId === "deleteService");
  expect(tries.map(({ status }) => status)).toContain(409);
  expect(story.world.clouds.admin.objects().clickhouse.services).toEqual([]);
});
