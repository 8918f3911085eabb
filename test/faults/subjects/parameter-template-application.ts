import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const parameterTemplateApplication: Subject = {
  token: "gaussdb:ParameterTemplateApplication",
  needs: [
    orders,
    {
      token: "gaussdb:ParameterTemplate",
      name: "cdc",
      after: [],
      args: () => ({ parameterValues: { max_connections: 1500, innodb_buffer_pool_size: 1073741824 } }),
    },
  ],
  args: ({ orders: made, cdc }) => ({
    configurationId: cdc?.id,
    instanceIds: [made?.id],
    configurationUpdated: "first",
  }),
  updates: { again: () => ({ configurationUpdated: "second" }), restart: () => ({ applyRestart: "immediately" }) },
  creation: { operation: "applyParameterTemplate", states: [] },
};
