import { z } from "zod";
import { aspect } from "../gaussdb.ts";

const fullHour = z.string().regex(/^([01]\d|2[0-3]):00$/, "must be a full hour such as 18:00");

export const maintenanceWindow = aspect({
  inputs: {
    maintenanceWindow: z
      .object({
        startTime: fullHour.describe("Begin, UTC, on the full hour."),
        endTime: fullHour.describe("End, UTC, on the full hour."),
      })
      .optional()
      .describe("Daily window for restarts and upgrades, UTC, full hours, for example 18:00 to 22:00 (4.3.20)."),
  },
  async read({ cloud, id }) {
    const [startTime, endTime] = (await cloud.instances.get(id))?.maintenance_window?.split("-") ?? [];
    return startTime && endTime ? { maintenanceWindow: { startTime, endTime } } : {};
  },
  async update({ cloud, id, inputs: { maintenanceWindow } }) {
    const { startTime, endTime } = maintenanceWindow;
    await cloud.change("setMaintenanceWindow", { instance_id: id, body: { start_time: startTime, end_time: endTime } });
  },
});
