import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

export const clickHouseSettings: Subject = {
  token: "clickhouse:ClickHouseSettings",
  needs: [analytics, reports],
  args: ({ analytics }) => ({ serviceId: analytics?.id, settings: { compatibility: "25.6", max_query_size: 524288 } }),
  updates: {
    settings: () => ({ settings: { compatibility: "25.8", max_threads: 8 } }),
    serverSetting: () => ({ settings: { max_query_size: 524288, keep_alive_timeout: 20 } }),
  },
  replacements: { service: ({ reports }) => ({ serviceId: reports?.id }) },
  drift: {
    inputs: ["settings"],
    byHand: (admin, id) => admin.change("clickhouse", "clickHouseSettings", id, { settings: { max_query_size: 7 } }),
  },
  creation: { operation: "updateClickHouseSettings", states: [] },
};
