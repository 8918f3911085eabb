import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";
import { databasePipe } from "./click-pipe.ts";

/** The workers come with the first pipe from a database. */
const pipe = (name: string, service: string) => ({
  token: databasePipe.token,
  name,
  args: (made: Parameters<typeof databasePipe.args>[0]) => ({
    ...databasePipe.args(made),
    serviceId: made[service]?.id,
  }),
});

export const clickPipesCdcScaling: Subject = {
  token: "clickhouse:ClickPipesCdcScaling",
  needs: [analytics, reports, pipe("orders", "analytics"), pipe("visits", "reports")],
  args: ({ analytics }) => ({ serviceId: analytics?.id, replicaCpuMillicores: 4000 }),
  updates: { size: () => ({ replicaCpuMillicores: 8000, replicaMemoryGb: 32 }) },
  replacements: { service: ({ reports }) => ({ serviceId: reports?.id }) },
  drift: {
    inputs: ["replicaCpuMillicores"],
    byHand: (admin, id) =>
      admin.change("clickhouse", "services", id, {
        cdcScaling: { replicaCpuMillicores: 1000, replicaMemoryGb: 4 },
      }),
  },
  creation: { operation: "updateClickPipesCdcScaling", states: [] },
};
