import { describe, expect, it } from "vitest";
import { backupProtection } from "../../../../provider/gaussdb/instance/backup-protection.ts";
import { instance } from "../../../../provider/gaussdb/instance.ts";
import { refusals } from "../../recording-cloud.ts";
import { instanceArgs } from "./arguments.ts";
import { noticeOf, readBy, sentBy } from "./settings.ts";

const copies = {
  openAutoBackup: true,
  openIncrementalBackup: false,
  destinationRegion: "ap-southeast-1",
  destinationProjectId: "p",
  keepDays: 30,
};
const policy = {
  open_auto_backup: true,
  open_incremental_backup: false,
  destination_region: "ap-southeast-1",
  destination_project_id: "p",
  keep_days: 30,
};
const encrypted = { enabled: true, kmsKeyId: "key" };
const refused = (changes: object) => refusals(instance, { ...instanceArgs, ...changes });

describe("copies of backups in another region", () => {
  it("are sent with all fields, also to end them", async () => {
    const on = await sentBy(backupProtection, { inputs: { crossRegionBackup: copies } });
    const off = await sentBy(backupProtection, { inputs: { crossRegionBackup: { ...copies, openAutoBackup: false } } });

    expect(on.calls).toEqual([["setCrossRegionBackupPolicy", { backup_policy: policy }]]);
    expect(off.calls).toEqual([
      ["setCrossRegionBackupPolicy", { backup_policy: { ...policy, open_auto_backup: false } }],
    ]);
  });

  it("are on if the result says so in any case, and have failed if it says something else", async () => {
    const result = (text: string) =>
      sentBy(
        backupProtection,
        { inputs: { crossRegionBackup: copies } },
        { setCrossRegionBackupPolicy: { result: text } },
      );

    expect((await result("SUCCESS")).failure).toBeUndefined();
    expect((await result("success")).failure).toBeUndefined();
    expect((await result("no right")).failure).toContain("its result is no right");
  });

  it("are refused with incremental ones alone, for too long, and without a destination", () => {
    expect(refused({ crossRegionBackup: { ...copies, openIncrementalBackup: true } })).toEqual([]);
    expect(refused({ crossRegionBackup: { ...copies, openAutoBackup: false, openIncrementalBackup: true } })).toEqual([
      "crossRegionBackup.openIncrementalBackup: needs openAutoBackup",
    ]);
    expect(refused({ crossRegionBackup: { ...copies, keepDays: 1826, destinationRegion: undefined } })).toEqual([
      "crossRegionBackup.destinationRegion: is required",
      "crossRegionBackup.keepDays: must be at most 1825",
    ]);
  });

  it("say that they cost when they begin, and not again", () => {
    expect(noticeOf(backupProtection, { crossRegionBackup: copies })).toContain("cost");
    expect(
      noticeOf(backupProtection, { crossRegionBackup: { ...copies, keepDays: 7 } }, { crossRegionBackup: copies }),
    ).toBeUndefined();
  });
});

describe("the encryption of backups", () => {
  it("is switched on with its key, and off without", async () => {
    const on = await sentBy(backupProtection, { inputs: { backupEncryption: encrypted } });
    const off = await sentBy(backupProtection, { inputs: { backupEncryption: { ...encrypted, enabled: false } } });

    expect(on.calls).toEqual([["setBackupEncryption", { encryption_status: "on", type: "kms", kms_key_id: "key" }]]);
    expect(off.calls).toEqual([["setBackupEncryption", { encryption_status: "off" }]]);
  });

  it("is read in any case of its letters", async () => {
    expect(await readBy(backupProtection, { getBackupEncryptionStatus: { encryption_status: "ON" } })).toEqual({
      backupEncryption: { enabled: true },
    });
    expect(await readBy(backupProtection, { getBackupEncryptionStatus: { encryption_status: "off" } })).toEqual({
      backupEncryption: { enabled: false },
    });
  });

  it("is not read for the sake of copies, which nothing tells", async () => {
    const answers = {
      getBackupEncryptionStatus: () => {
        throw new Error("unasked");
      },
    };

    expect(await readBy(backupProtection, answers, { crossRegionBackup: copies })).toEqual({});
  });

  it("is refused without a key, and together with copies", () => {
    expect(refused({ backupEncryption: encrypted })).toEqual([]);
    expect(refused({ backupEncryption: { enabled: true } })).toEqual([
      "backupEncryption.kmsKeyId: is required with enabled",
    ]);
    expect(refused({ backupEncryption: encrypted, crossRegionBackup: copies })).toEqual([
      "backupEncryption.enabled: must not be true while backups are copied",
    ]);
    expect(refused({ backupEncryption: encrypted, crossRegionBackup: { ...copies, openAutoBackup: false } })).toEqual(
      [],
    );
  });
});

describe("copies and encryption", () => {
  const operations = async (inputs: Record<string, unknown>) =>
    (await sentBy(backupProtection, { inputs })).calls.map(([operation]) => operation);

  it("follow each other in the order that the cloud accepts", async () => {
    const copiesOff = { ...copies, openAutoBackup: false };
    const plain = { enabled: false };

    expect(await operations({ crossRegionBackup: copies, backupEncryption: plain })).toEqual([
      "setBackupEncryption",
      "setCrossRegionBackupPolicy",
    ]);
    expect(await operations({ crossRegionBackup: copiesOff, backupEncryption: encrypted })).toEqual([
      "setCrossRegionBackupPolicy",
      "setBackupEncryption",
    ]);
  });

  it("are left alone where they do not change", async () => {
    const { calls } = await sentBy(backupProtection, {
      inputs: { crossRegionBackup: { ...copies, openAutoBackup: false }, backupEncryption: encrypted },
      changes: { backupEncryption: encrypted },
    });

    expect(calls.map(([operation]) => operation)).toEqual(["setBackupEncryption"]);
  });
});
