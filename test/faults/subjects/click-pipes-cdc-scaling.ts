import type { Subject } from "../subject.ts";
import { databasePipe } from "./click-pipe.ts";

export const clickPipesCdcScaling: Subject = {
  token: "clickhouse:ClickPipesCdcScaling",
  needs: [...databasePipe.needs, { token: databasePipe.token, name: "pipe", args: databasePipe.args }],
  args: ({ analytics: made }) => ({ serviceId: made?.id, replicaCpuMillicores: 4000 }),
  updates: { size: () => ({ replicaCpuMillicores: 8000, replicaMemoryGb: 32 }) },
  creation: { operation: "updateClickPipesCdcScaling", states: [] },
};
