import { describe, expect, it } from "vitest";
import { backup } from "../../../provider/gaussdb/backup.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const inputs = { instanceId: "i1", name: "before-migration", description: "Before the migration" };

describe("a backup", () => {
  it("is made and waited for, because its instance is busy meanwhile", async () => {
    const states = ["BUILDING", "BUILDING", "COMPLETED"];
    const { cloud, sent } = recordingCloud({
      createManualBackup: { backup: { id: "b1" }, job_id: "j1" },
      backups: () => ({ id: "b1", instance_id: "i1", status: states.shift() }),
    });
    const ids: string[] = [];

    await backup.create({ cloud, inputs, created: (id) => ids.push(id) });

    expect(sent).toEqual([
      {
        operation: "createManualBackup",
        args: { body: { instance_id: "i1", name: "before-migration", description: "Before the migration" } },
      },
    ]);
    expect(ids).toEqual(["b1"]);
    expect(states).toEqual([]);
  });

  it("is found by its name among the manual ones of its instance", async () => {
    const { cloud } = recordingCloud({
      "backups.list": [
        { id: "b1", instance_id: "i1", name: "before-migration", type: "manual" },
        { id: "b2", instance_id: "i2", name: "before-migration", type: "manual" },
        { id: "b3", instance_id: "i1", name: "Before-migration", type: "manual" },
        { id: "b4", instance_id: "i1", name: "before-migration", type: "auto" },
      ],
    });

    expect(await backup.find({ cloud, inputs })).toEqual(["b1"]);
  });

  it("is read with times in RFC 3339 and a number for its size", async () => {
    const { cloud } = recordingCloud({
      backups: {
        id: "b1",
        instance_id: "i1",
        name: "before-migration",
        status: "COMPLETED",
        type: "manual",
        begin_time: "2026-03-01T09:30:00+0800",
        end_time: "2026-03-01T09:33:00+0800",
        size: "2803.5",
      },
    });

    expect(await backup.read({ cloud, id: "b1" })).toMatchObject({
      beginTime: "2026-03-01T01:30:00.000Z",
      endTime: "2026-03-01T01:33:00.000Z",
      sizeMb: 2803.5,
      description: "",
    });
  });

  it("that has failed is made anew", () => {
    expect(backup.ailment?.({ state: "FAILED" })).toEqual({ text: "The backup has failed.", dead: true });
    expect(backup.ailment?.({ state: "AVAILABLE" })).toBeUndefined();
  });

  it("is deleted once it is not being made any more", async () => {
    const states: (string | undefined)[] = ["BUILDING", "COMPLETED", "COMPLETED", undefined];
    const { cloud, sent } = recordingCloud({
      backups() {
        const status = states.shift();
        return status && { id: "b1", instance_id: "i1", status };
      },
    });

    await backup.delete({ cloud, id: "b1", state: {} });

    expect(sent).toEqual([{ operation: "deleteManualBackup", args: { backup_id: "b1" } }]);
    expect(states).toEqual([]);
  });

  it("that is gone need not be deleted", async () => {
    const { cloud, sent } = recordingCloud();

    await backup.delete({ cloud, id: "b1", state: {} });

    expect(sent).toEqual([]);
  });

  it("has a name of at most 64 bytes and no angle brackets in its description", () => {
    expect(refusals(backup, inputs)).toEqual([]);
    expect(refusals(backup, { ...inputs, name: "备".repeat(21) })).toEqual([]);
    expect(refusals(backup, { ...inputs, name: "备".repeat(22), description: "a<b" })).toEqual([
      "name: must have at most 64 bytes; a Chinese character counts 3",
      'description: must not contain > ! < " & =',
    ]);
    expect(refusals(backup, { ...inputs, name: "1-before" })).toEqual([
      "name: must begin with a letter and have only letters, digits, hyphens and underscores",
    ]);
  });
});
