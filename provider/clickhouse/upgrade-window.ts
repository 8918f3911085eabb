import { z } from "zod";
import { stable } from "../runtime/traits.ts";
import { aspect, type ClickHouse, resource } from "./clickhouse.ts";

const window = aspect({
  inputs: {
    weekday: z.int().min(0).max(6).describe("Day on which the window begins: 0 is Sunday, 6 is Saturday."),
    startHourUtc: z
      .literal([0, 6, 12, 18])
      .describe("Hour at which the window begins, in UTC: 0, 6, 12 or 18. It lasts 6 hours."),
  },
  async update({ cloud, id, inputs }) {
    await set(cloud, id, inputs);
  },
});

/** The upgrade window of a ClickHouse Cloud service. */
export const upgradeWindow = resource({
  token: "clickhouse:UpgradeWindow",
  noun: "upgrade window",
  description:
    "The weekly window in which the vendor may upgrade a ClickHouse Cloud service. Support must enable it. It belongs to " +
    "the first service of a warehouse, further ones follow it. A service has one at most, so its id is that of the " +
    "service; after its deletion upgrades come at the vendor's times again.",
  inputs: {
    serviceId: z.string().min(1).describe("Service that is upgraded, the first of its warehouse."),
  },
  outputs: {
    duration: stable(z.number()).describe("Length of the window in hours."),
  },
  aspects: [window],
  timeLimits: { create: 10, update: 10, delete: 10 },
  parent: { token: "clickhouse:Service", input: "serviceId" },

  async create({ cloud, inputs, created }) {
    await set(cloud, inputs.serviceId, inputs);
    created(inputs.serviceId);
  },
  async find({ cloud, inputs: { serviceId } }) {
    // A further service shows the window of the first: it has none of its own, and the API says that it cannot.
    if ((await cloud.services.get(serviceId))?.isPrimary === false) return [];
    const window = await cloud.get("getUpgradeWindow", { serviceId });
    return window === undefined ? [] : [serviceId];
  },
  async read({ cloud, id }) {
    const window = await cloud.get("getUpgradeWindow", { serviceId: id });
    return window && { serviceId: id, ...window };
  },
  async delete({ cloud, id }) {
    await cloud.change("deleteUpgradeWindow", { serviceId: id });
  },
});

interface Window {
  readonly weekday: number;
  readonly startHourUtc: 0 | 6 | 12 | 18;
}

async function set(cloud: ClickHouse, serviceId: string, { weekday, startHourUtc }: Window): Promise<void> {
  await cloud.change("setUpgradeWindow", { serviceId, body: { weekday, startHourUtc } });
}
