import type { GaussDb } from "../gaussdb.ts";

/** Makes a manual backup and returns when it is complete (4.4.2, 4.4.3). It fails if the backup fails. */
export async function finalBackup(cloud: GaussDb, instanceId: string, instanceName: string): Promise<void> {
  const time = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const name = `${instanceName.slice(0, 40)}-final-${time}`;
  const { backup } = await cloud.begin("createManualBackup", {
    body: { instance_id: instanceId, name, description: "Made before the instance was deleted" },
  });
  const status = await cloud.wait({
    what: "making the final backup",
    usual: "3 to 10 min",
    async look() {
      const found = await cloud.get("listFullBackups", { instance_id: instanceId, backup_type: "manual" });
      const status = found?.backups?.find((other) => other.id === backup?.id)?.status;
      return status === undefined || status === "BUILDING" ? { now: status ?? "accepted" } : { done: status };
    },
  });
  if (status !== "COMPLETED") {
    throw new Error(
      `The final backup ${name} ended as ${status}, so the instance was not deleted. Make one by hand, or set finalBackup: false.`,
    );
  }
}
