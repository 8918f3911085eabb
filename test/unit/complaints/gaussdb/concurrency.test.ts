import { expect, test } from "vitest";
import { expectNoChange, newStory, type Story } from "../story.ts";
import { instance, proxy, replica } from "./programs.ts";

const jobs = ({ world }: Story) =>
  world.clouds.admin.objects().huawei.jobs as { name: string; created: number; ended: number | null }[];

test("what belongs to one instance and is made in one update waits for its turn: nothing collides", async () => {
  using story = newStory("huawei");
  await story.up(instance());
  const before = story.world.clouds.requests().length;

  await story.up(instance({ port: 3310 }), replica("one"), replica("two"), proxy());

  const refused = story.world.clouds
    .requests()
    .slice(before + 20)
    .filter(({ status }) => status === 409);
  expect(refused).toEqual([]);
});

test("several read replicas of one update are one call and one job, not one after the other", async () => {
  using story = newStory("huawei");
  await story.up(instance());

  await story.up(instance(), replica("one"), replica("two"), replica("three"));

  expect(story.bodies("createReadOnlyNodes").at(-1)).toEqual({ priorities: [1, 1, 1] });
  expect(jobs(story).filter(({ name }) => name === "AddGaussDBforMySQLNodes")).toHaveLength(1);
});

test("two proxies made at once are told apart, and neither takes the other's id", async () => {
  using story = newStory("huawei");
  const program = [instance(), proxy({ port: 3308 }, "first"), proxy({ port: 3309 }, "second")];

  await story.up(...program);

  expect(new Set([story.ownId("first"), story.ownId("second")]).size).toBe(2);
  await story.refresh();
  expectNoChange(await story.preview(...program));
});

test("a job that cannot be found yet is waited for, and one that fails says why", async () => {
  using story = newStory("huawei");
  await story.up(instance());
  story.world.clouds.admin.inject({
    operationId: "createReadOnlyNodes",
    fault: { kind: "jobFails", reason: "No capacity in the zone." },
  });

  const { ok, errors } = await story.tryUp(instance(), replica("read"));

  expect(ok).toBe(false);
  expect(errors.join("\n")).toContain("No capacity in the zone.");
});

test("a network that fails during a refresh is not taken for objects that have gone", async () => {
  using story = newStory("huawei");
  const program = [instance(), replica("read"), proxy()];
  await story.up(...program);
  const before = story.ownId("read");
  story.world.clouds.admin.inject({
    operationId: "getInstance",
    times: 100_000,
    fault: { kind: "answer", status: 500 },
  });
  story.world.clouds.admin.inject({
    operationId: "listProxies",
    times: 100_000,
    fault: { kind: "answer", status: 500 },
  });

  const { ok } = await story.world.time.pass(() => story.world.stack.refresh());

  expect(ok).toBe(false);
  expect(story.ownId("read")).toBe(before);
  story.world.clouds.admin.clearFaults();
  expectNoChange(await story.preview(...program));
});
