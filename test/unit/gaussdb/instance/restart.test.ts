import { expect, test } from "vitest";
import type { GaussDb } from "../../../../provider/gaussdb/gaussdb.ts";
import { restartScheduled } from "../../../../provider/gaussdb/instance/restart.ts";

test("a scheduled restart is found on whichever page of the list it stands", async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `instance-${index}`);
  const get = async (_operation: string, { offset, limit }: { offset: string; limit: string }) => {
    const page = ids.slice(Number(offset), Number(offset) + Number(limit));
    return { schedules: page.map((instance_id) => ({ instance_id, job_id: "job", project_id: "project" })) };
  };
  const cloud = { get } as unknown as GaussDb;

  expect(await restartScheduled(cloud, "instance-3")).toBe(true);
  expect(await restartScheduled(cloud, "instance-119")).toBe(true);
  expect(await restartScheduled(cloud, "instance-120")).toBe(false);
});
