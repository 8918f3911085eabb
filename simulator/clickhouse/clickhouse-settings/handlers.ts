import { durations } from "../durations.ts";
import { refuse, success } from "../envelope.ts";
import { serviceOf } from "../lookup.ts";
import { goal, pass } from "../passage.ts";
import type { ClickHouseSettings, Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { needsRestart, settingProblem, settingsCatalogue } from "./catalogue.ts";

export function clickHouseSettingsHandlers(world: World): Handlers {
  return {
    getClickHouseSettingsSchema: (call) => {
      serviceOf(world, call);
      return success(world, { settings: settingsCatalogue });
    },
    listClickHouseSettings: (call) => {
      const entries = Object.entries(settingsOf(world, serviceOf(world, call)));
      return success(world, { settings: entries.map(([name, value]) => ({ name, value })) });
    },
    getClickHouseSetting: (call) => {
      const name = String(call.path.settingName);
      const settings = settingsOf(world, serviceOf(world, call));
      if (!Object.hasOwn(settings, name)) refuse("NOT_FOUND", `The setting ${name} is not set`);
      return success(world, { name, value: settings[name] });
    },
    // Settings that are left out keep their value.
    updateClickHouseSettings: (call) => {
      const service = serviceOf(world, call);
      const { settings } = call.body as Pick<ClickHouseSettings, "settings">;
      requireFitting(settings);
      const names = Object.keys(settings);
      store(world, service, { ...settingsOf(world, service), ...settings });
      if (names.some(needsRestart)) restart(world, service);
      return success(world, { settings, warnings: names.flatMap(warningsOf) });
    },
    deleteClickHouseSetting: (call) => {
      const service = serviceOf(world, call);
      const name = String(call.path.settingName);
      const { [name]: _, ...others } = settingsOf(world, service);
      if (!Object.hasOwn(settingsOf(world, service), name)) return success(world);
      store(world, service, others);
      if (needsRestart(name)) restart(world, service);
      return success(world);
    },
  };
}

function settingsOf({ store: { clickHouseSettings } }: World, { id }: Service) {
  return clickHouseSettings.get(id)?.settings ?? {};
}

function store({ store: { clickHouseSettings } }: World, { id }: Service, settings: ClickHouseSettings["settings"]) {
  if (Object.keys(settings).length === 0) clickHouseSettings.delete(id);
  else clickHouseSettings.set(id, { serviceId: id, settings });
}

function requireFitting(settings: ClickHouseSettings["settings"]) {
  for (const [name, value] of Object.entries(settings)) {
    const problem = settingProblem(name, value);
    if (problem !== undefined) refuse("BAD_REQUEST", `settings: ${name} ${problem}`);
  }
}

function warningsOf(name: string) {
  const { warning } = settingsCatalogue.find((setting) => setting.name === name) ?? {};
  return warning === undefined ? [] : [{ name, message: warning }];
}

/** Servers restart one after the other, so that some of them always run. */
function restart(world: World, service: Service) {
  if (service.state !== "running") return;
  const to = goal(world, { success: "running", failure: "degraded" });
  pass(world, service, { through: [["partially_running", durations.rollingRestart]], to });
}
