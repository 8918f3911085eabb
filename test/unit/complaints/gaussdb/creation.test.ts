import { expect, test } from "vitest";
import { problemsOf } from "../../../../provider/definitions.ts";
import { settings } from "../../../../provider/gaussdb/configuration.ts";
import { dedicatedResourceId } from "../../../../simulator/gaussdb/catalogue.ts";
import type { Declaration } from "../../../faults/stack.ts";
import { instanceArgs } from "../../../faults/subjects/orders.ts";
import { expectNoChange, newStory, type Story } from "../story.ts";
import { instance, prePaid, proxy, replica } from "./programs.ts";

const instances = ({ world }: Story) => world.clouds.admin.objects().huawei.instances as { id: string }[];

test("a proxy that is refused leaves the finished instance alone, and the next update makes the proxy only", async () => {
  using story = newStory("huawei");

  const failed = await story.tryUp(instance(), proxy({ flavorRef: "gaussdb.proxy.none" }));
  const [before] = instances(story);
  const { changes } = await story.up(instance(), proxy());

  expect(failed.ok).toBe(false);
  expect(changes).toEqual(["create proxy"]);
  expect(instances(story).map(({ id }) => id)).toEqual([before?.id]);
});

test("a setting that fails after the creation keeps the instance, and the next update sets the rest", async () => {
  using story = newStory("huawei");
  const refusal = { error_code: "DBS.280001", error_msg: "Parameter error." };
  const program = instance({ maintenanceWindow: { startTime: "14:00", endTime: "18:00" } });
  story.world.clouds.admin.inject({
    operationId: "setMaintenanceWindow",
    fault: { kind: "answer", status: 400, body: refusal },
  });

  const failed = await story.tryUp(program);
  const [before] = instances(story);
  const { changes } = await story.up(program);

  expect(failed.ok).toBe(false);
  expect(changes).toEqual(["update orders"]);
  expect(instances(story).map(({ id }) => id)).toEqual([before?.id]);
  expectNoChange(await story.preview(program));
});

test("settings that meet the first backup of an instance wait until it is made", async () => {
  using story = newStory("huawei");
  const program = [instance({ port: 3307, sslOption: true, tags: { team: "orders" } }), replica("read"), proxy()];

  await story.up(...program);

  const busy = story.world.clouds.requests().filter(({ status }) => status === 409);
  expect(busy.map(({ operationId }) => operationId)).toContain("updateInstancePort");
  expectNoChange(await story.preview(...program));
});

test("the volume of a yearly/monthly instance can be set, and is refused for the other kind before any call", async () => {
  using story = newStory("huawei");
  const volume = { size: 100 };

  await story.up(instance({ volume, chargeInfo: prePaid }));
  const problems = await problemsOf("gaussdb:Instance", { ...instanceArgs, volume }, undefined);

  expect(story.bodies("createInstance")[0]).toMatchObject({ volume: { size: "100" } });
  expect(problems.map(({ message }) => message)).toEqual(["is for yearly/monthly instances only (chargeMode prePaid)"]);
});

test("what a program leaves out is left out of the request: nothing is sent as null or as an empty text", async () => {
  using story = newStory("huawei");

  await story.up(instance());

  const [body] = story.bodies("createInstance");
  expect(Object.values(body as object).filter((value) => value === null || value === "")).toEqual([]);
  expect(body).not.toHaveProperty("tags");
  expect(body).not.toHaveProperty("charge_info");
});

test("an instance goes into a dedicated pool and into an enterprise project", async () => {
  using story = newStory("huawei");
  const place = { dedicatedResourceId, enterpriseProjectId: "ep-1" };

  await story.up(instance(place));

  expect(story.bodies("createInstance")[0]).toMatchObject({
    dedicated_resource_id: dedicatedResourceId,
    enterprise_project_id: "ep-1",
  });
  expectNoChange(await story.preview(instance(place)));
});

test("a creation that outlasts its time limit is gone on with: the next update finds the same instance", async () => {
  using story = newStory("huawei", { speed: 0.1 });

  const failed = await story.tryUp(instance());
  const [made] = instances(story);
  await story.up(instance());

  expect(failed.ok).toBe(false);
  expect(story.bodies("createInstance")).toHaveLength(1);
  expect(instances(story).map(({ id }) => id)).toEqual([made?.id]);
});

test("the address of the service is known for each region, and can be given for a new one", () => {
  const addressIn = (region: string, endpoint?: string) => {
    const values: Record<string, string | undefined> = {
      "huaweicloud:region": region,
      "huaweicloud:accessKey": "AK",
      "huaweicloud:secretKey": "SK",
      "huaweicloud:endpoint": endpoint,
    };
    return settings((key) => values[key]).endpoint;
  };

  expect(addressIn("ap-southeast-1")).toBe("https://gaussdbformysql.ap-southeast-1.myhuaweicloud.com/");
  expect(addressIn("af-south-1")).toBe("https://gaussdb-mysql.af-south-1.myhuaweicloud.com/");
  expect(addressIn("moon-1", "https://db.moon-1.example.com")).toBe("https://db.moon-1.example.com/");
});

test("an order that somebody must pay is told as such, and the update after that goes on with the same instance", async () => {
  using story = newStory("huawei");
  const program = instance({ chargeInfo: { ...prePaid, isAutoPay: false } });

  const { errors } = await story.tryUp(program);
  for (const { id } of story.world.clouds.admin.objects().huawei.orders as { id: string }[])
    story.world.clouds.admin.change("huawei", "orders", id, { status: "paid" });
  await story.up(program);

  expect(errors.join("\n")).toContain("It seems to wait for somebody to pay it");
  expect(story.bodies("createInstance")).toHaveLength(1);
  expectNoChange(await story.preview(program));
});

test("a flavor that cannot be had is told before anything is made, where the program asks for that", async () => {
  using story = newStory("huawei");
  const missing = { kind: "answer" as const, status: 200, body: { result: false } };
  story.world.clouds.admin.inject({ operationId: "checkResource", times: 9, fault: missing });

  const { ok } = await story.tryUp(instance({ precheck: true }));

  expect(ok).toBe(false);
  expect(story.changesSent()).toEqual(["checkResource"]);
});

test("what outlives an instance goes on after it: a backup, from which a new one is made", async () => {
  using story = newStory("huawei");
  const backup: Declaration = {
    token: "gaussdb:Backup",
    name: "archive",
    after: ["orders"],
    args: ({ orders }) => ({ instanceId: orders?.id }),
  };
  await story.up(instance(), backup);
  const restorePoint = { sourceInstanceId: story.ownId("orders"), backupId: story.ownId("archive") };

  await story.up(instance(), backup, instance({ name: "restored", restorePoint }, "restored"));

  expect(story.bodies("createInstance").at(-1)).toMatchObject({ restore_point: { type: "backup" } });
});
