import { Buffer } from "node:buffer";
import type { GaussDb } from "../gaussdb.ts";

/** Makes a manual backup and returns when it is complete (4.4.2, 4.4.3). It fails if the backup fails. */
export async function finalBackup(cloud: GaussDb, instanceId: string, instanceName: string): Promise<void> {
  const name = nameAfter(instanceName);
  const { backup } = await cloud.begin("createManualBackup", {
    body: { instance_id: instanceId, name, description: "Made before the instance was deleted" },
  });
  const status = await cloud.wait({
    what: "making the final backup",
    usual: "3 to 10 min",
    async look() {
      const status = backup && (await cloud.backups.get(backup.id))?.status;
      return status === undefined || status === "BUILDING" ? { now: status ?? "accepted" } : { done: status };
    },
  });
  if (status === "FAILED") {
    throw new Error(
      `The final backup ${name} has failed, so the instance was not deleted. Make one by hand, or set finalBackup: false.`,
    );
  }
}

/** The name of the instance, cut to leave room for the time: a backup's name has 64 bytes at most (4.4.2). */
function nameAfter(instanceName: string): string {
  const time = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const ending = `-final-${time}`;
  let start = instanceName;
  while (Buffer.byteLength(start + ending) > 64) start = start.slice(0, -1);
  return start + ending;
}
