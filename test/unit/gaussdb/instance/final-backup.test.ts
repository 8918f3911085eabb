import { describe, expect, it } from "vitest";
import { finalBackup } from "../../../../provider/gaussdb/instance/final-backup.ts";
import { objectName } from "../../../../provider/gaussdb/object-name.ts";
import { recordingCloud } from "../../recording-cloud.ts";

/** A cloud in which a new backup has these states, one look after the other. */
function backingUp(...states: string[]) {
  return recordingCloud({
    createManualBackup: { backup: { id: "b1" }, job_id: "j1" },
    backups: ({ id }: { id: string }) => (id === "b1" ? { id, status: states.shift() } : undefined),
  });
}

describe("the backup before an instance is deleted", () => {
  it.each(["COMPLETED", "AVAILABLE"])("is there when it is %s", async (state) => {
    const { cloud, sent } = backingUp("BUILDING", state);

    await finalBackup(cloud, "i1", "orders");

    const name = expect.stringMatching(/^orders-final-\d{14}$/);
    expect(sent).toMatchObject([{ operation: "createManualBackup", args: { body: { instance_id: "i1", name } } }]);
  });

  it("keeps the instance when it fails", async () => {
    await expect(finalBackup(backingUp("FAILED").cloud, "i1", "orders")).rejects.toThrow("was not deleted");
  });

  it.each(["o".repeat(64), "订".repeat(21)])("has a name that a backup may have, whatever %s is", async (instance) => {
    const { cloud, sent } = backingUp("COMPLETED");

    await finalBackup(cloud, "i1", instance);

    const [name] = sent.map(({ args }) => (args.body as { name: string }).name);
    expect(objectName.safeParse(name).success).toBe(true);
    expect(name).toMatch(/^(o+|订+)-final-\d{14}$/);
  });
});
