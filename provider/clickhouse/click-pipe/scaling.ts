import { z } from "zod";
import { isRecord, pick } from "../../runtime/path.ts";
import { aspect } from "../clickhouse.ts";
import { awake } from "./awake.ts";
import { type PipeAt, pathOf, pipeOf } from "./pipe-of.ts";

const size = z.strictObject({
  replicas: z.int().min(1).max(40).optional().describe("Number of replicas: 1 to 40."),
  replicaCpuMillicores: z
    .int()
    .min(125)
    .max(2000)
    .optional()
    .describe("CPU of a replica, in thousandths of a core: 125 to 2000."),
  replicaMemoryGb: z.number().min(0.5).max(8).optional().describe("Memory of a replica, in GB: 0.5 to 8."),
  concurrency: z
    .int()
    .min(0)
    .max(34)
    .optional()
    .meta({ deprecated: true })
    .describe(
      "Use the setting `object_storage_concurrency`. Parallel reads of object storage: 0 (as memory allows) to 34.",
    ),
});

export type Size = z.infer<typeof size>;

export const scaling = aspect({
  inputs: {
    scaling: size
      .optional()
      .describe(
        "Size of the pipe. Not for Postgres, MySQL, MongoDB and BigQuery: the database pipes of a service share their " +
          "workers.",
      ),
  },
  notice: "The size of the pipe changes, and with it the price.",
  async update({ cloud, id, inputs: { scaling }, live }) {
    const path = pathOf(id);
    const wanted = pick(
      scaling,
      (Object.keys(size.shape) as (keyof Size)[]).filter((key) => scaling[key] !== live.scaling?.[key]),
    );
    if (Object.keys(wanted).length === 0) return;
    await awake(cloud, path.serviceId, () => cloud.change("updateClickPipeScaling", { ...path, body: wanted }));
    await shown({ cloud, id }, wanted);
  },
});

/** For a while after a change, reads show nothing or 0. */
async function shown(at: PipeAt, wanted: Readonly<Record<string, unknown>>): Promise<void> {
  await at.cloud.wait({
    what: "scaling",
    usual: "1 to 2 min",
    async look() {
      const pipe = await pipeOf(at);
      const now: Readonly<Record<string, unknown>> = sizeOf(pipe?.scaling);
      const isThere = Object.entries(wanted).every(([key, value]) => now[key] === value);
      return pipe === undefined || isThere ? { done: undefined } : { now: undefined };
    },
  });
}

/** The size that an answer shows. Its values may be numbers, Kubernetes quantities, or 0 when they are not known yet. */
export function sizeOf(scaling: unknown): Size {
  if (!isRecord(scaling)) return {};
  const { replicas, replicaCpuMillicores, replicaMemoryGb, concurrency } = scaling;
  const found = {
    replicas: known(Number(replicas)),
    replicaCpuMillicores: known(millicores(replicaCpuMillicores)),
    replicaMemoryGb: known(gigabytes(replicaMemoryGb)),
    // Here, 0 is a value.
    concurrency: typeof concurrency === "number" ? concurrency : undefined,
  };
  return pick(found, Object.keys(found));
}

function known(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** `500m`, `2` (cores) or 500. */
function millicores(value: unknown): number {
  if (typeof value !== "string") return Number(value);
  if (value.endsWith("m")) return Number(value.slice(0, -1));
  // Less than the least number of millicores can only be cores.
  return Number(value) < 125 ? Number(value) * 1_000 : Number(value);
}

/** `512Mi`, `2Gi` or 2. */
function gigabytes(value: unknown): number {
  if (typeof value !== "string") return Number(value);
  const [, amount, unit] = /^([\d.]+)([KMG]i?)?B?$/.exec(value) ?? [];
  const inGb: Readonly<Record<string, number>> = { K: 1 / 1024 ** 2, M: 1 / 1024, G: 1 };
  return Number(amount) * (inGb[unit?.[0] ?? "G"] ?? 1);
}
