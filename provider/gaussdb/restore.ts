import { z } from "zod";
import { once } from "./once.ts";
import { oneShot } from "./one-shot.ts";
import { restoreBody, restorePoint, restorePointRule } from "./restore-point.ts";

/** Restores data to a GaussDB(for MySQL) instance that exists (4.4.6). */
export const restore = oneShot({
  token: "gaussdb:Restore",
  noun: "restore to the instance",
  description:
    "Restores a backup or a point in time to an instance that exists, the source itself or another one of the same engine, " +
    "version and table name case (4.4.6): when it is created, and again when `restorePoint` or `triggers` change. All data " +
    "of the instance is overwritten. To restore to a new instance, set `restorePoint` of `Instance`. After an interrupted " +
    "`pulumi up`, the next one waits for a restore that still runs; one that has ended meanwhile it does not know, and " +
    "restores again. To spare that, set `adopt` to the id of the instance, or take the change back. The id is that of the " +
    "instance, and deleting the resource does nothing.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance that the data is restored to."),
  },
  runsWith: {
    restorePoint: restorePoint.describe("Where the data comes from: a backup, or an instance at a point in time."),
  },
  rules: [restorePointRule],
  notice: "The restore overwrites all data of the instance, which cannot be undone, and interrupts its connections.",
  timeLimits: { create: 180, update: 180 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId }) => instanceId,
  async read({ cloud, id }) {
    return (await cloud.instances.get(id)) && { instanceId: id };
  },
  async run({ cloud, id, inputs }) {
    const body = { target_instance_id: id, ...restoreBody(inputs.restorePoint) };
    await once(cloud, id, {
      what: "restoring",
      usual: "10 to 60 min",
      job: /Restore(?!.*Table)/i,
      begin: (cloud) => cloud.begin("restoreBackupToExistingInstance", { body }),
    });
  },
});
