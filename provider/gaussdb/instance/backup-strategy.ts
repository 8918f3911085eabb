import { z } from "zod";
import { canonical, writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

/** The cloud spells midnight as the begin of the next day. */
export const inWordsOfCloud = (window: string) => window.replace("24:00", "00:00");

const window = z
  .string()
  .regex(/^([01]\d|2[0-3]):00-([01]\d|2[0-4]):00$/, "must be one full hour such as 18:00-19:00")
  .refine((text) => {
    const [start = 0, end = 0] = text.split("-").map((time) => Number.parseInt(time, 10));
    return end % 24 === (start + 1) % 24;
  }, "must be exactly one hour, such as 18:00-19:00");

const everyDay = "1,2,3,4,5,6,7";

export const backupStrategy = aspect({
  inputs: {
    backupStrategy: z
      .object({
        startTime: canonical(window, (text) => inWordsOfCloud(String(text))).describe(
          "Hour in which automatic backups begin, UTC, for example `18:00-19:00`.",
        ),
        keepDays: z
          .int()
          .min(1)
          .max(3660)
          .optional()
          .describe("Days for which backups are kept: 1 to 732, to 3660 if support has raised the limit. Default 7."),
        period: writeOnly(z.string().regex(/^[1-7](,[1-7])*$/, "must be digits from 1 to 7, separated by commas"))
          .optional()
          .describe("Days of the week, digits separated by commas (4.4.1). Default `1,2,3,4,5,6,7`, every day."),
      })
      .optional()
      .describe("When automatic backups are made, and how long they are kept, in the instance's region (4.4.1)."),
  },
  async read({ cloud, id }) {
    const strategy = (await cloud.instances.get(id))?.backup_strategy;
    if (!strategy?.start_time) return {};
    return { backupStrategy: { startTime: strategy.start_time, keepDays: Number(strategy.keep_days ?? 7) } };
  },
  async update({ cloud, id, inputs: { backupStrategy }, live }) {
    // The policy is replaced as a whole: what the program leaves out must be read and sent again.
    const policy = (await cloud.get("getAutomatedBackupPolicy", { instance_id: id }))?.backup_policy;
    await cloud.change("setSameRegionBackupPolicy", {
      instance_id: id,
      body: {
        backup_policy: {
          start_time: inWordsOfCloud(backupStrategy.startTime),
          keep_days: backupStrategy.keepDays ?? live.backupStrategy?.keepDays ?? 7,
          period: backupStrategy.period ?? policy?.period ?? everyDay,
        },
      },
    });
  },
});
