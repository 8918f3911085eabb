import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

const group = "c3dd5233-24a1-443c-6b40-310b3ad85382";

export const ltsLogConfiguration: Subject = {
  token: "gaussdb:LtsLogConfiguration",
  needs: [orders, archive],
  args: ({ orders: made }) => ({
    instanceId: made?.id,
    logType: "slow_log",
    ltsGroupId: group,
    ltsStreamId: "9b476e31-b745-4e76-8d78-2081168651f7",
  }),
  updates: {
    destination: () => ({
      ltsGroupId: "0a1f2c5e-4a0f-4d7e-9f0e-2f7f0c1c6d11",
      ltsStreamId: "1b2e3d6f-5b1f-4e8f-8a1f-3a8a1d2d7e22",
    }),
  },
  replacements: {
    instance: ({ archive: made }) => ({ instanceId: made?.id }),
    logType: () => ({ logType: "error_log" }),
  },
  drift: {
    inputs: ["ltsStreamId"],
    byHand: (admin) => admin.change("huawei", "ltsConfigs", "slow_log", { lts_stream_id: "by-hand" }),
  },
  objects: ["huawei", "ltsConfigs"],
  creation: { operation: "batchCreateLtsLogConfigs", states: [] },
};

/** One of both kinds of logs, which one call sends. */
export const siblingLtsLogConfiguration: Subject = {
  token: ltsLogConfiguration.token,
  needs: [orders],
  siblings: [
    {
      token: ltsLogConfiguration.token,
      name: "errors",
      after: [orders.name],
      args: (made) => ({ ...ltsLogConfiguration.args(made), logType: "error_log" }),
    },
  ],
  args: ltsLogConfiguration.args,
  updates: {},
  objects: ["huawei", "ltsConfigs"],
  creation: ltsLogConfiguration.creation,
};
