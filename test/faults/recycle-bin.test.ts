import { expect, test } from "vitest";
import type { Program } from "./stack.ts";
import { instanceArgs } from "./subjects/orders.ts";
import { newWorld } from "./world.ts";

test("a deleted instance is restored from the backup that the recycle bin keeps of it", async () => {
  using world = newWorld("recycle bin");
  const up = (program: Program) => world.time.pass(() => world.stack.up(program));
  const instance = (name: string, more: object = {}): Program => [
    { token: "gaussdb:Instance", name, args: () => ({ ...instanceArgs, ...more }) },
  ];
  const done = { ok: true, errors: [] };

  expect(await up(instance("orders"))).toMatchObject(done);
  const { orders: sourceInstanceId } = world.stack.ids();
  expect(await up([])).toMatchObject(done);
  const [kept] = world.clouds.admin.objects().huawei.recycleBin as { id: string; recycle_backup_id: string }[];
  const restored = instance("restored", { restorePoint: { sourceInstanceId, backupId: kept?.recycle_backup_id } });

  expect(await up(restored)).toMatchObject(done);
  expect((await world.time.pass(() => world.stack.preview(restored))).changes).toEqual([]);
  const jobs = world.clouds.admin.objects().huawei.jobs as { name: string }[];
  expect(jobs.map(({ name }) => name)).toContain("RestoreGaussDBforMySQLNewInstance");
});
