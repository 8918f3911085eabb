import { z } from "zod";
import { someKeys } from "../runtime/traits.ts";
import { aspect, type ClickHouse, resource } from "./clickhouse.ts";
import { settled } from "./service/state.ts";

type Values = Readonly<Record<string, string | number>>;

const restarts = "Server settings, for example keep_alive_timeout, restart the servers one after the other.";

const settings = aspect({
  inputs: {
    settings: someKeys(z.record(z.string().min(1), z.union([z.string(), z.int()]))).describe(
      "Values by the vendor's name, texts or whole numbers; `getClickHouseSettingsSchema` tells which there are. Only these " +
        "keys are managed; one that is taken out goes back to its default.",
    ),
  },
  notice: restarts,
  async read({ cloud, id, recorded }) {
    const listed = await cloud.get("listClickHouseSettings", { serviceId: id });
    if (listed === undefined) return undefined;
    const set = Object.fromEntries((listed.settings ?? []).map(({ name = "", value }) => [name, value]));
    // The list leaves out what is at its default, though the program may have set it to that.
    const missing = Object.keys(recorded.settings ?? {}).filter((name) => !Object.hasOwn(set, name));
    const others = await Promise.all(missing.map(async (name) => [name, await settingOf(cloud, id, name)] as const));
    return { settings: { ...set, ...Object.fromEntries(others.filter(([, value]) => value !== undefined)) } };
  },
  async update({ cloud, id, inputs: { settings }, live: { settings: live = {} } }) {
    const removed = Object.keys(live).filter((name) => !Object.hasOwn(settings, name));
    await set(cloud, id, differing(settings, live));
    for (const settingName of removed) await cloud.change("deleteClickHouseSetting", { serviceId: id, settingName });
    await settled(cloud, id, "restarting the servers", (state) => state !== "partially_running");
  },
});

/** Some settings of the database server of a ClickHouse Cloud service. */
export const clickHouseSettings = resource({
  token: "clickhouse:ClickHouseSettings",
  noun: "set of ClickHouse settings",
  description:
    "Settings of the database server of a ClickHouse Cloud service. Only the named ones are managed, so several of these can " +
    "share a service when each has names of its own. They are no object of their own, so the id is that of the service; " +
    "after the deletion the settings have their defaults again.",
  inputs: {
    serviceId: z.string().min(1).describe("Service whose settings they are."),
  },
  outputs: {},
  aspects: [settings],
  timeLimits: { create: 30, update: 30, delete: 30 },
  notice: () => restarts,

  // There is nothing to create: a service always has its settings, and setting them is an aspect.
  async create({ inputs: { serviceId }, created }) {
    created(serviceId);
  },
  async find() {
    return [];
  },
  async read({ id }) {
    return { serviceId: id };
  },
  async delete({ cloud, id, state }) {
    for (const settingName of Object.keys((state.settings ?? {}) as Values)) {
      await cloud.change("deleteClickHouseSetting", { serviceId: id, settingName });
    }
  },
});

async function settingOf(
  cloud: ClickHouse,
  serviceId: string,
  settingName: string,
): Promise<string | number | undefined> {
  return (await cloud.get("getClickHouseSetting", { serviceId, settingName }))?.value;
}

/** Only what differs is sent: a setting may restart the servers, and what it may disrupt comes with the answer. */
async function set(cloud: ClickHouse, serviceId: string, settings: Values): Promise<void> {
  if (Object.keys(settings).length === 0) return;
  const { warnings = [] } = (await cloud.change("updateClickHouseSettings", { serviceId, body: { settings } })) ?? {};
  for (const { name, message } of warnings) cloud.warn(`${name}: ${message}`);
}

function differing(wanted: Values, live: Values): Values {
  const differs = ([name, value]: [string, string | number]) =>
    !Object.hasOwn(live, name) || String(live[name]) !== String(value);
  return Object.fromEntries(Object.entries(wanted).filter(differs));
}
