import { createRequire } from "node:module";

/** Pulumi's dynamic-provider plugin, started by its folder or by its file. */
const entrance = /[\\/]cmd[\\/]dynamic-provider(?:[\\/]index)?(?:\.js)?[\\/]?$/;

/** What the plugin itself would load with `require`, or nothing when this process is not the plugin. */
export function pluginRequire(plugin: string | undefined = process.argv[1]): NodeJS.Require | undefined {
  if (plugin === undefined || !entrance.test(plugin)) return undefined;
  return createRequire(plugin.endsWith(".js") ? plugin : `${plugin}/index.js`);
}
