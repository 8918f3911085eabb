import { ownIdOf } from "../../../provider/runtime/child-id.ts";
import type { Subject } from "../subject.ts";
import { clickHouse } from "./click-house-instance.ts";
import { orders } from "./orders.ts";

export const clickHouseLtsLogConfiguration: Subject = {
  token: "gaussdb:ClickHouseLtsLogConfiguration",
  needs: [orders, clickHouse, { ...clickHouse, name: "reports" }],
  args: ({ clickHouse: made }) => ({
    clickHouseInstanceId: made?.id,
    ltsGroupId: "460d8437-9dcb-47d0-8c56-5758f2042272",
    ltsStreamId: "bad1ca5d-e347-437f-be89-f2e08ce117b8",
  }),
  updates: {
    destination: () => ({
      ltsGroupId: "1c0e8a54-6c1e-4a5f-9d35-0b8c5b1f0d11",
      ltsStreamId: "93b2f1de-7a64-4a0b-8a8e-5a1f6e0c2d22",
    }),
  },
  replacements: { instance: ({ reports }) => ({ clickHouseInstanceId: reports?.id }) },
  drift: {
    inputs: ["ltsStreamId"],
    byHand: (admin, id) => admin.change("huawei", "clickHouseLtsConfigs", ownIdOf(id), { lts_stream_id: "by-hand" }),
  },
  objects: ["huawei", "clickHouseLtsConfigs"],
  creation: { operation: "createClickHouseLtsConfigs", states: [] },
};
