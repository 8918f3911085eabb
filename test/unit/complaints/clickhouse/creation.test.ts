import { expect, test } from "vitest";
import { expectNoChange, newStory } from "../story.ts";
import { kafkaPipe, mysqlPipe, service } from "./programs.ts";

const slow = {
  kind: "answer",
  status: 504,
  headers: { "content-type": "text/html" },
  body: "<html>504</html>",
} as const;

test("a service whose creation did not end in time is gone on with by the next update, not replaced", async () => {
  using story = newStory("clickhouse");
  story.world.clouds.admin.inject({ operationId: "createService", fault: { kind: "jobNeverEnds" } });
  const failed = await story.tryUp(service());
  const made = story.ownId("analytics");

  story.byHand("services", "analytics", { state: "running" });
  const next = await story.up(service());

  expect(failed.errors.join()).toMatch(/analytics: .*not finished after 90 minutes/s);
  expect(next.changes).toEqual(["update analytics"]);
  expect(story.ownId("analytics")).toBe(made);
  expect(story.bodies("createService")).toHaveLength(1);
});

test("sizes that the service shows late after the creation of a pipe neither fail it nor differ", async () => {
  using story = newStory("clickhouse");
  const program = [
    service(),
    kafkaPipe({}, { scaling: { replicas: 2, replicaCpuMillicores: 250, replicaMemoryGb: 1 } }),
  ];
  await story.up(...program);
  await story.refresh();

  expectNoChange(await story.preview(...program));
});

test("a pipe that fails during its creation says so, with the state and what to do, and is kept to be looked at", async () => {
  using story = newStory("clickhouse");
  story.world.clouds.admin.inject({ operationId: "createClickPipe", fault: { kind: "state", state: "Failed" } });

  const failed = await story.tryUp(service(), mysqlPipe({}, { waitFor: "running" }));

  expect(failed.errors.join()).toContain("The pipe has failed (Failed). Its page in the ClickHouse Cloud console");
  expect(story.ownId("orders")).not.toBe("");
});

test("a wrong property fails the preview by its name, before a pipe without state and reason can come to be", async () => {
  using story = newStory("clickhouse");

  const preview = await story.preview(service(), mysqlPipe({ port: 99_999 }));

  expect(preview.errors.join()).toContain("source.mysql.port: ");
  expect(story.changesSent()).toEqual([]);
});

test("a creation that ends in a 504 is never sent twice: the pipe that it made is found and gone on with", async () => {
  using story = newStory("clickhouse");
  const program = [service(), mysqlPipe()];
  await story.up(service());
  story.world.clouds.admin.inject({ operationId: "createClickPipe", fault: { ...slow, when: "after" } });

  await story.tryUp(...program);
  await story.up(...program);

  expect(story.bodies("createClickPipe")).toHaveLength(1);
  expect(story.world.clouds.admin.objects().clickhouse.clickPipes).toHaveLength(1);
  expectNoChange(await story.preview(...program));
});

test("a creation that ends in a 504 without having made anything is done again by the next update at the latest", async () => {
  using story = newStory("clickhouse");
  const program = [service(), mysqlPipe()];
  await story.up(service());
  story.world.clouds.admin.inject({ operationId: "createClickPipe", fault: { ...slow, when: "before" } });

  await story.tryUp(...program);
  await story.up(...program);

  expect(story.world.clouds.admin.objects().clickhouse.clickPipes).toHaveLength(1);
  expectNoChange(await story.preview(...program));
});
