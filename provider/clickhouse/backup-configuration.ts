import { z } from "zod";
import { fallback } from "../runtime/traits.ts";
import { aspect, resource } from "./clickhouse.ts";

/** What the API does with a start time, whatever period it shows. */
const daily = 24;

const schedule = aspect({
  inputs: {
    backupPeriodInHours: fallback(z.int().min(1), daily)
      .optional()
      .describe("Hours between two backups, for example 6, 12 or 24. One that is taken out goes back to 24."),
    backupStartTime: fallback(
      z.string().regex(/^(([01][0-9]|2[0-3]):00)?$/, "must be a full hour such as 02:00, or empty"),
      "",
    )
      .optional()
      .describe(
        "Time of day of the backup, on the full hour, in UTC: there is one every 24 hours then. Empty is none.",
      ),
    backupRetentionPeriodInHours: fallback(z.int().min(24).max(1080).multipleOf(24), 24)
      .optional()
      .describe("Hours that a backup is kept: whole days, 24 to 1080. One that is taken out goes back to 24."),
  },
  rules: [
    {
      of: ["backupPeriodInHours", "backupStartTime"],
      refuse: ({ backupPeriodInHours = daily, backupStartTime }) =>
        backupStartTime && backupPeriodInHours !== daily
          ? `must be left out or ${daily} when backupStartTime is set: there is one backup a day then`
          : undefined,
    },
  ],
  notice: ({ inputs: { backupRetentionPeriodInHours: hours = Number.POSITIVE_INFINITY }, live }) =>
    hours < (live.backupRetentionPeriodInHours ?? 0) ? `Backups older than ${hours} hours will be deleted.` : undefined,
  async update({ cloud, id, inputs, changes }) {
    const { backupRetentionPeriodInHours } = changes;
    const body = { backupRetentionPeriodInHours, ...timesOf(changes, inputs) };
    await cloud.change("updateBackupConfiguration", { serviceId: id, body });
  },
});

/** The backup configuration of a ClickHouse Cloud service. */
export const backupConfiguration = resource({
  token: "clickhouse:BackupConfiguration",
  noun: "backup configuration",
  description:
    "When a ClickHouse Cloud service is backed up, and how long the backups are kept. It belongs to the first service of a " +
    "warehouse. The service always has one, so creating this takes it over, its id is that of the service, and deleting it " +
    "gives the service the vendor's defaults again. The API key needs the role ADMIN.",
  inputs: {
    serviceId: z.string().min(1).describe("Service that is backed up, the first of its warehouse."),
  },
  outputs: {},
  aspects: [schedule],
  timeLimits: { create: 10, update: 10, delete: 10 },

  async create({ inputs: { serviceId }, created }) {
    created(serviceId);
  },
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    const found = await cloud.get("getBackupConfiguration", { serviceId: id });
    if (found === undefined) return undefined;
    const { backupPeriodInHours, backupRetentionPeriodInHours, backupStartTime = "" } = found;
    return {
      serviceId: id,
      // With a start time, answers have no period or 0.
      backupPeriodInHours: backupStartTime ? daily : backupPeriodInHours || null,
      backupRetentionPeriodInHours,
      backupStartTime,
    };
  },
  async delete({ cloud, id }) {
    const service = await cloud.services.get(id);
    // A further service of a warehouse has none of its own.
    if (service === undefined || service.isPrimary === false) return;
    const body = { backupPeriodInHours: null, backupRetentionPeriodInHours: null, backupStartTime: null };
    await cloud.change("updateBackupConfiguration", { serviceId: id, body });
  },
});

interface Times {
  readonly backupPeriodInHours?: number | undefined;
  readonly backupStartTime?: string | undefined;
}

/** Period and start time are sent together: each is refused beside most values of the other, also one set before. */
function timesOf(changes: Times, inputs: Times) {
  if (changes.backupPeriodInHours === undefined && changes.backupStartTime === undefined) return {};
  const startTime = changes.backupStartTime ?? (inputs.backupPeriodInHours === daily ? inputs.backupStartTime : "");
  return startTime
    ? { backupPeriodInHours: null, backupStartTime: startTime }
    : { backupPeriodInHours: inputs.backupPeriodInHours, backupStartTime: null };
}
