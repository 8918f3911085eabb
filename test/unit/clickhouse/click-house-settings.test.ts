import { describe, expect, it } from "vitest";
import { clickHouseSettings } from "../../../provider/clickhouse/click-house-settings.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [aspect] = clickHouseSettings.aspects;
const running = { services: { state: "running" } };

type Settings = Record<string, string | number>;

async function change(live: Settings, settings: Settings, answers = {}) {
  const { cloud, sent } = recordingCloud({ ...running, ...answers });
  await aspect.update({
    cloud,
    id: "s",
    inputs: { settings },
    live: { settings: live },
    changes: { settings },
    state: {},
  });
  return sent.map(({ operation, args }) => [operation, args.settingName ?? args.body]);
}

describe("ClickHouse settings", () => {
  it("are texts and whole numbers, of whatever name", () => {
    expect(refusals(clickHouseSettings, { serviceId: "s", settings: { compatibility: "25.6", brand_new: 7 } })).toEqual(
      [],
    );
    expect(refusals(clickHouseSettings, { serviceId: "s", settings: { compatibility: 25.6 } })).toHaveLength(1);
    expect(refusals(clickHouseSettings, { serviceId: "s" })).toEqual(["settings: is required"]);
  });

  it("are sent in their own types and only where they differ, because some restart the servers", async () => {
    const live = { compatibility: "25.6", max_query_size: "524288", max_threads: 4 };

    const calls = await change(live, { compatibility: "25.6", max_query_size: 524288, max_threads: 8 });

    expect(calls).toEqual([["updateClickHouseSettings", { settings: { max_threads: 8 } }]]);
  });

  it("that are taken out are reset one by one, and nothing else is sent", async () => {
    const calls = await change({ max_threads: 4, compatibility: "25.6", max_query_size: 7 }, { max_query_size: 7 });

    expect(calls).toEqual([
      ["deleteClickHouseSetting", "max_threads"],
      ["deleteClickHouseSetting", "compatibility"],
    ]);
  });

  it("pass the vendor's warnings on", async () => {
    const warnings: string[] = [];
    const warning = { name: "compatibility", message: "Queries may fail." };
    const { cloud } = recordingCloud({ ...running, updateClickHouseSettings: { warnings: [warning] } });
    const inputs = { settings: { compatibility: "25.6" } };
    const listening = Object.assign(cloud, { warn: (text: string) => warnings.push(text) });

    await aspect.update({ cloud: listening, id: "s", inputs, live: {}, changes: inputs, state: {} });

    expect(warnings).toEqual(["compatibility: Queries may fail."]);
  });

  it("are set when the servers have restarted", async () => {
    const states = ["partially_running", "partially_running", "running"];
    const services = () => ({ state: states.shift() });

    await change({}, { keep_alive_timeout: 20 }, { services });

    expect(states).toEqual([]);
  });

  it("are read in one call", async () => {
    const settings = [
      { name: "compatibility", value: "25.6" },
      { name: "max_threads", value: 8 },
    ];
    const { cloud } = recordingCloud({
      listClickHouseSettings: { settings },
      getClickHouseSetting: () => expect.unreachable("the list has them"),
    });

    const seen = await aspect.read?.({ cloud, id: "s", recorded: { settings: { max_threads: 4 } } });

    expect(seen).toEqual({ settings: { compatibility: "25.6", max_threads: 8 } });
  });

  it("that were set to their default are no drift, though the list leaves them out", async () => {
    const { cloud } = recordingCloud({
      listClickHouseSettings: { settings: [] },
      getClickHouseSetting: ({ settingName }: { settingName: string }) =>
        settingName === "max_query_size" ? { name: settingName, value: 262144 } : undefined,
    });

    const recorded = { settings: { max_query_size: 262144, max_threads: 8 } };
    const seen = await aspect.read?.({ cloud, id: "s", recorded });

    expect(seen).toEqual({ settings: { max_query_size: 262144 } });
  });

  it("are gone with their service", async () => {
    const { cloud } = recordingCloud();

    expect(await aspect.read?.({ cloud, id: "s", recorded: { settings: { max_threads: 8 } } })).toBeUndefined();
  });

  it("are all reset when they are deleted", async () => {
    const { cloud, sent } = recordingCloud();

    await clickHouseSettings.delete({ cloud, id: "s", state: { settings: { max_threads: 4, compatibility: "25.6" } } });

    expect(sent).toEqual([
      { operation: "deleteClickHouseSetting", args: { serviceId: "s", settingName: "max_threads" } },
      { operation: "deleteClickHouseSetting", args: { serviceId: "s", settingName: "compatibility" } },
    ]);
  });
});
