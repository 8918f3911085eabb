import { z } from "zod";
import type { Args } from "../http/api.ts";
import { unordered } from "../runtime/traits.ts";
import type { Operations } from "./api.gen.ts";
import { aspect, type ClickHouse, resource } from "./clickhouse.ts";
import { type Entry, entry, entryOf } from "./scaling-schedule/entry.ts";
import { rules } from "./scaling-schedule/rules.ts";

const notice = "The size of the service changes with the hours, and with it the price.";

const entries = aspect({
  inputs: {
    entries: unordered(z.array(entry).min(1).max(10), "name").describe(
      "Windows of the week, 1 to 10, each with its own scaling. They must not overlap; their order does not matter.",
    ),
  },
  rules,
  notice,
  async update({ cloud, id, inputs }) {
    await upsert(cloud, id, inputs.entries);
  },
});

/** The scaling schedule of a ClickHouse Cloud service. */
export const scalingSchedule = resource({
  token: "clickhouse:ScalingSchedule",
  noun: "scaling schedule",
  description:
    "How a ClickHouse Cloud service is scaled by the hour of the week. Outside of the windows the scaling of the service " +
    "itself holds. Support must enable it. A service has one schedule at most, so its id is that of the service; when it is " +
    "deleted, the scaling of the service holds at once.",
  inputs: {
    serviceId: z.string().min(1).describe("Service that is scaled."),
  },
  outputs: {},
  aspects: [entries],
  timeLimits: { create: 10, update: 10, delete: 10 },
  parent: { token: "clickhouse:Service", input: "serviceId" },
  notice: () => notice,

  async create({ cloud, inputs: { serviceId, entries }, created }) {
    await upsert(cloud, serviceId, entries);
    created(serviceId);
  },
  async find({ cloud, inputs: { serviceId } }) {
    const schedule = await cloud.get("getScalingSchedule", { serviceId });
    return schedule === undefined ? [] : [serviceId];
  },
  async read({ cloud, id }) {
    const schedule = await cloud.get("getScalingSchedule", { serviceId: id });
    return schedule && { serviceId: id, entries: schedule.entries.map(entryOf) };
  },
  async delete({ cloud, id }) {
    await cloud.change("deleteScalingSchedule", { serviceId: id });
  },
});

/** The API replaces the whole schedule. */
async function upsert(cloud: ClickHouse, serviceId: string, entries: readonly Entry[]): Promise<void> {
  const body = { entries } as Args<Operations["upsertScalingSchedule"]>["body"];
  await cloud.change("upsertScalingSchedule", { serviceId, body });
}
