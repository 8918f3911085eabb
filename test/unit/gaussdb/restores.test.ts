import { describe, expect, it } from "vitest";
import { restore } from "../../../provider/gaussdb/restore.ts";
import { tableRestore } from "../../../provider/gaussdb/table-restore.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";
import { runOf } from "./run-of.ts";

const running = (job_name: string) => ({ job_id: "j1", instance_id: "i1", job_name });

describe("a restore", () => {
  const fromBackup = { instanceId: "i1", restorePoint: { sourceInstanceId: "i2", backupId: "b1" } };
  const fromTime = {
    instanceId: "i1",
    restorePoint: { sourceInstanceId: "i1", restoreTime: "2026-01-31T18:00:00+01:00" },
  };

  it("is from a backup or a point in time", async () => {
    const { cloud, sent } = recordingCloud();

    await runOf(restore, { cloud, id: "i1", inputs: fromBackup });
    await runOf(restore, { cloud, id: "i1", inputs: fromTime });

    expect(sent.map(({ args }) => args.body)).toEqual([
      { target_instance_id: "i1", source_instance_id: "i2", type: "backup", backup_id: "b1" },
      { target_instance_id: "i1", source_instance_id: "i1", type: "timestamp", restore_time: 1769878800000 },
    ]);
  });

  it("is not from both, nor from none, nor from another time than one", () => {
    const refused = (point: object) =>
      refusals(restore, { instanceId: "i1", restorePoint: { sourceInstanceId: "i2", ...point } });

    expect(refusals(restore, fromTime)).toEqual([]);
    expect(refused({})).toEqual(["restorePoint: must have either backupId or restoreTime"]);
    expect(refused({ backupId: "b1", restoreTime: "2026-01-31T18:00:00Z" })).toEqual([
      "restorePoint: must have either backupId or restoreTime",
    ]);
    expect(refused({ restoreTime: "yesterday" })).toEqual([
      "restorePoint.restoreTime: must be a time such as 2026-01-31T18:00:00Z",
    ]);
  });

  it("that an interrupted run has begun is not begun again, as it would overwrite what was written since", async () => {
    const { cloud, sent } = recordingCloud({ "jobs.list": [running("RestoreGaussDBforMySQLInstance")] });

    await runOf(restore, { cloud, id: "i1", inputs: fromBackup });

    expect(sent).toEqual([]);
  });

  it("says that it overwrites all data", () => {
    expect(restore.notice?.(fromBackup)).toContain("overwrites all data");
  });
});

describe("a restore of tables", () => {
  const restoreTables = [{ database: "shop", tables: [{ oldName: "orders", newName: "orders_before" }] }];
  const valid = { instanceId: "i1", restoreTime: "2026-01-31T18:00:00Z", restoreTables };

  it("sends time and switch as texts", async () => {
    const { cloud, sent } = recordingCloud();

    await runOf(tableRestore, { cloud, id: "i1", inputs: { ...valid, lastTableInfo: true } });

    expect(sent).toEqual([
      {
        operation: "restoreTablesToPointInTime",
        args: {
          instance_id: "i1",
          body: {
            restore_time: "1769882400000",
            last_table_info: "true",
            restore_tables: [{ database: "shop", tables: [{ old_name: "orders", new_name: "orders_before" }] }],
          },
        },
      },
    ]);
  });

  it("is begun while all of the instance is restored, because that is something else", async () => {
    const { cloud, sent } = recordingCloud({ "jobs.list": [running("RestoreGaussDBforMySQLInstance")] });

    await runOf(tableRestore, { cloud, id: "i1", inputs: { ...valid, lastTableInfo: false } });

    expect(sent).toHaveLength(1);
  });

  it("names each database and each table once", () => {
    const of = (tables: object[]) =>
      refusals(tableRestore, { ...valid, restoreTables: [{ database: "shop", tables }] });

    expect(refusals(tableRestore, valid)).toEqual([]);
    expect(refusals(tableRestore, { ...valid, restoreTables: [...restoreTables, ...restoreTables] })).toEqual([
      "restoreTables: must name each database once",
    ]);
    const twice = ["restoreTables: must name each table of a database once"];
    expect(
      of([
        { oldName: "a", newName: "b" },
        { oldName: "a", newName: "c" },
      ]),
    ).toEqual(twice);
    expect(
      of([
        { oldName: "a", newName: "c" },
        { oldName: "b", newName: "c" },
      ]),
    ).toEqual(twice);
  });
});
