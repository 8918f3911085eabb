import { z } from "zod";
import { fallback, writeOnly } from "../../runtime/traits.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { requireSuccess } from "../outcome.ts";
import { isOn } from "../switches.ts";

const crossRegion = z.object({
  openAutoBackup: z.boolean().default(true).describe("Copy full backups. Default true; false turns copying off."),
  openIncrementalBackup: z
    .boolean()
    .default(false)
    .describe("Copy incremental backups too. Only with `openAutoBackup`. Default false."),
  destinationRegion: z.string().min(1).describe("Region that the backups are copied to."),
  destinationProjectId: z.string().min(1).describe("Project in that region."),
  keepDays: z.int().min(1).max(1825).describe("Days for which the copies are kept: 1 to 1825."),
});

const encryption = z.object({
  enabled: z.boolean().describe("Whether backups are encrypted."),
  kmsKeyId: writeOnly(z.string().min(1))
    .optional()
    .describe("Id of the key, in the Key Management Service: an AES or SM4 key. Required with `enabled`."),
});

type CrossRegion = z.output<typeof crossRegion>;
type Encryption = z.output<typeof encryption>;

/** Backups can be copied to another region or encrypted, not both: so one is turned off before the other is turned on. */
export const backupProtection = aspect({
  inputs: {
    crossRegionBackup: writeOnly(crossRegion)
      .optional()
      .describe(
        "Copies of backups in another region (4.4.11), not together with `backupEncryption`. No operation tells the policy, " +
          "so a change by hand is not seen. Taken out, it stays as it is: set `openAutoBackup: false` to end it.",
      ),
    backupEncryption: fallback(encryption, { enabled: false })
      .optional()
      .describe(
        "Encryption of backups (4.4.8), not together with `crossRegionBackup`. The key is never told. Default off, also " +
          "when it is taken out.",
      ),
  },
  rules: [
    {
      of: ["crossRegionBackup.openIncrementalBackup", "crossRegionBackup.openAutoBackup"],
      refuse: ({ crossRegionBackup: copies }) =>
        copies?.openIncrementalBackup && !copies.openAutoBackup ? "needs openAutoBackup" : undefined,
    },
    {
      of: ["backupEncryption.kmsKeyId", "backupEncryption.enabled"],
      refuse: ({ backupEncryption: encryption }) =>
        encryption?.enabled && encryption.kmsKeyId === undefined ? "is required with enabled" : undefined,
    },
    {
      of: ["backupEncryption.enabled", "crossRegionBackup.openAutoBackup"],
      refuse: ({ backupEncryption: encryption, crossRegionBackup: copies }) =>
        encryption?.enabled && copies?.openAutoBackup ? "must not be true while backups are copied" : undefined,
    },
  ],
  notice: ({ inputs: { crossRegionBackup: copies }, live }) =>
    copies?.openAutoBackup && !live.crossRegionBackup?.openAutoBackup
      ? "Backups are copied to another region from now on: storage and traffic cost."
      : undefined,
  costly: true,
  async read({ cloud, id, recorded }) {
    // Copies tell nothing: that they are set is no reason to ask.
    if (recorded.crossRegionBackup !== undefined && recorded.backupEncryption === undefined) return {};
    const status = await cloud.get("getBackupEncryptionStatus", { instance_id: id });
    const enabled = isOn(status?.encryption_status);
    return enabled === undefined ? {} : { backupEncryption: { enabled } };
  },
  async update({ cloud, id, changes: { crossRegionBackup: copies, backupEncryption: encryption } }) {
    const steps = [
      ...(copies ? [{ turnsOn: copies.openAutoBackup, run: setCopies(copies) }] : []),
      ...(encryption ? [{ turnsOn: encryption.enabled, run: setEncryption(encryption) }] : []),
    ];
    const offFirst = steps.toSorted((one, other) => Number(one.turnsOn) - Number(other.turnsOn));
    await cloud.exclusively(id, async (cloud) => {
      for (const { run } of offFirst) await run(cloud, id);
    });
  },
});

type Step = (cloud: GaussDb, id: string) => Promise<void>;

function setCopies(copies: CrossRegion): Step {
  return async (cloud, id) => {
    const answer = await cloud.change("setCrossRegionBackupPolicy", {
      instance_id: id,
      body: {
        backup_policy: {
          open_auto_backup: copies.openAutoBackup,
          open_incremental_backup: copies.openIncrementalBackup,
          destination_region: copies.destinationRegion,
          destination_project_id: copies.destinationProjectId,
          keep_days: copies.keepDays,
        },
      },
    });
    requireSuccess("setCrossRegionBackupPolicy", answer);
  };
}

function setEncryption({ enabled, kmsKeyId }: Encryption): Step {
  return async (cloud, id) => {
    const body = enabled
      ? { encryption_status: "on", type: "kms", kms_key_id: kmsKeyId }
      : { encryption_status: "off" };
    await cloud.change("setBackupEncryption", { instance_id: id, body });
  };
}
