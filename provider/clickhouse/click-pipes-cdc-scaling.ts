import { z } from "zod";
import { awake } from "./click-pipe/awake.ts";
import { aspect, type ClickHouse, resource } from "./clickhouse.ts";

const size = aspect({
  inputs: {
    replicaCpuMillicores: z
      .int()
      .min(1000)
      .max(32_000)
      .multipleOf(1000)
      .describe("CPU of a worker, in thousandths of a core: 1000 to 32000 in steps of 1000."),
    replicaMemoryGb: z
      .int()
      .min(4)
      .max(128)
      .multipleOf(4)
      .optional()
      .describe("Memory of a worker, in GiB: always four times the number of cores, which it is if not set."),
  },
  rules: [
    {
      of: ["replicaMemoryGb", "replicaCpuMillicores"],
      refuse: ({ replicaMemoryGb, replicaCpuMillicores = 0 }) =>
        replicaMemoryGb !== undefined && replicaMemoryGb !== memoryOf(replicaCpuMillicores)
          ? `must be four times the number of cores, here ${memoryOf(replicaCpuMillicores)}`
          : undefined,
    },
  ],
  notice: "The workers of all database ClickPipes of the service change in size, and with it the price.",
  async update({ cloud, id, inputs: { replicaCpuMillicores } }) {
    const body = { replicaCpuMillicores, replicaMemoryGb: memoryOf(replicaCpuMillicores) };
    await awake(cloud, id, () => cloud.change("updateClickPipesCdcScaling", { serviceId: id, body }));
    await cloud.wait({
      what: "scaling",
      usual: "2 to 5 min",
      async look() {
        const now = await sizeOf(cloud, id);
        return now === undefined || now.replicaCpuMillicores === replicaCpuMillicores
          ? { done: undefined }
          : { now: `${now.replicaCpuMillicores} millicores` };
      },
    });
  },
});

/** The size of the workers that all database ClickPipes of a service share. */
export const clickPipesCdcScaling = resource({
  token: "clickhouse:ClickPipesCdcScaling",
  noun: "scaling of the database ClickPipes",
  description:
    "The size of the workers that all database ClickPipes (Postgres, MySQL, MongoDB, BigQuery) of a service share. Its id " +
    "is the service's. The workers come with the first such pipe, which the creation waits for: let it depend on a pipe " +
    "(`dependsOn`). They go with the last one. Deleting the resource leaves them as they are; the vendor tells no size " +
    "to go back to.",
  inputs: {
    serviceId: z.string().min(1).describe("Service of the pipes."),
  },
  outputs: {},
  aspects: [size],
  timeLimits: { create: 30, update: 30, delete: 5 },
  parent: { token: "clickhouse:Service", input: "serviceId" },
  notice: () => "The workers of all database ClickPipes of the service get this size, which their price follows.",

  // The workers are there or come by themselves; what the program wants of them is the aspect.
  async create({ cloud, inputs: { serviceId }, created }) {
    await cloud.wait({
      what: "waiting for the workers of the service's first database ClickPipe",
      usual: "1 to 10 min",
      look: async () => ((await sizeOf(cloud, serviceId)) === undefined ? { now: "none yet" } : { done: undefined }),
    });
    created(serviceId);
  },
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    const found = await sizeOf(cloud, id);
    return found && { serviceId: id, ...found };
  },
  async delete() {
    // The workers belong to the pipes and go with the last one.
  },
});

function sizeOf(cloud: ClickHouse, serviceId: string) {
  return cloud.get("getClickPipesCdcScaling", { serviceId });
}

function memoryOf(millicores: number): number {
  return (4 * millicores) / 1000;
}
