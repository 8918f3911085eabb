import { describeLifeCycle } from "./life-cycle.ts";

describeLifeCycle({
  kind: "gaussdb.ParameterTemplate",
  args: () => ({
    description: '"For the change stream"',
    datastore: '{ version: "8.0" }',
    parameterValues: '{ binlog_row_image: "FULL", max_connections: 2000 }',
  }),
  changes: {
    name: { from: { name: '"before"' }, to: { name: '"after"' } },
    description: { to: { description: '"Another one"' } },
    parameterValues: { to: { parameterValues: '{ binlog_row_image: "MINIMAL", long_query_time: 2 }' } },
  },
  fixed: { datastore: { to: { datastore: '{ version: "5.7" }' } } },
  refusedByCloud: ["datastore"],
  drift: {
    change: (admin, { id = "" }) => admin.change("huawei", "templates", id, { description: "by hand" }),
    keys: ["description"],
  },
  remove: (admin, { id = "" }) => admin.remove("huawei", "templates", id),
  failCreation: (admin) =>
    admin.inject({
      operationId: "getParameterTemplate",
      fault: { kind: "answer", status: 403, body: { error_code: "DBS.200044", error_msg: "no permission" } },
    }),
  holdsData: false,
});
