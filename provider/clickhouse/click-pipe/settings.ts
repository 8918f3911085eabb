import { z } from "zod";
import type { Rule } from "../../runtime/resource.ts";
import { fallback, someKeys } from "../../runtime/traits.ts";
import { aspect } from "../clickhouse.ts";
import { awake } from "./awake.ts";
import { pathOf } from "./pipe-of.ts";

type Settings = Readonly<Record<string, number | boolean>>;

/** What the deployed service accepts. Settings that are not named here are left to it. */
const ranges: Readonly<Record<string, readonly [least: number, greatest: number]>> = {
  streaming_max_insert_wait_ms: [500, 60_000],
  object_storage_concurrency: [1, 35],
  object_storage_polling_interval_ms: [100, 3_600_000],
  object_storage_max_insert_bytes: [524_288_000, 10_737_418_240],
  object_storage_max_file_count: [1, 10_000],
  clickhouse_max_threads: [0, 64],
  clickhouse_max_insert_threads: [0, 16],
  clickhouse_min_insert_block_size_bytes: [0, 10_737_418_240],
  clickhouse_max_download_threads: [0, 32],
  clickhouse_parallel_distributed_insert_select: [0, 2],
};
const switches = ["object_storage_use_cluster_function", "clickhouse_parallel_view_processing"];

export const settings = aspect({
  inputs: {
    settings: fallback(someKeys(z.record(z.string().min(1), z.union([z.number(), z.boolean()]))), {})
      .optional()
      .describe(
        `Advanced settings by the vendor's name: ${[...Object.entries(ranges).map(inWords), ...switches].join(", ")}. ` +
          "Only these keys are managed; one that is taken out goes back to its default.",
      ),
  },
  rules: [...Object.keys(ranges), ...switches].map(ruleFor),
  async update({ cloud, id, inputs, live }) {
    const path = pathOf(id);
    const removed = Object.keys(live.settings ?? {}).filter((key) => !Object.hasOwn(inputs.settings, key));
    const body = { ...inputs.settings, ...Object.fromEntries(removed.map((key) => [key, null])) };
    await awake(cloud, path.serviceId, () => cloud.change("updateClickPipeSettings", { ...path, body }));
  },
});

function inWords([name, [least, greatest]]: [string, readonly [number, number]]): string {
  return `${name} (${least} to ${greatest})`;
}

function ruleFor(name: string): Rule<{ settings?: Settings | undefined }> {
  const range = ranges[name];
  return {
    of: [`settings.${name}`],
    refuse({ settings }) {
      const value = settings?.[name];
      if (value === undefined) return undefined;
      if (range === undefined) return typeof value === "boolean" ? undefined : "must be true or false";
      const [least, greatest] = range;
      const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= greatest;
      return fits ? undefined : `must be a whole number from ${least} to ${greatest}`;
    },
  };
}
