import type { Subject } from "../subject.ts";

export const parameterTemplate: Subject = {
  token: "gaussdb:ParameterTemplate",
  needs: [],
  args: () => ({
    description: "For the change stream",
    datastore: { version: "8.0" },
    parameterValues: { binlog_row_image: "FULL", max_connections: 2000 },
  }),
  updates: {
    contents: () => ({
      name: "template-after",
      description: "Another one",
      parameterValues: { binlog_row_image: "MINIMAL", long_query_time: 2 },
    }),
  },
  objects: ["huawei", "templates"],
  creation: { operation: "createParameterTemplate", states: [] },
};

/** One of a user who logs in. */
export const parameterTemplateByToken: Subject = { ...parameterTemplate, logsIn: true };
