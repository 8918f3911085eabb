import { ordersInstance } from "../orders-instance.ts";
import { expression, type Subject } from "../subject.ts";

/** Template that an instance was created with, so that both can be copied. */
const originals = `
const original = new gaussdb.ParameterTemplate("original", { parameterValues: { max_connections: 1700 } });
${ordersInstance("user", "configurationId: original.id")}`;

export const parameterTemplate: Subject = {
  token: "gaussdb:ParameterTemplate",
  needs: originals,
  args: () => ({
    description: "For the change stream",
    datastore: { version: "8.0" },
    parameterValues: { binlog_row_image: "FULL", max_connections: 2000 },
  }),
  changes: {
    name: { from: { name: "before" }, to: { name: "after" } },
    description: { to: { description: "Another one" } },
    parameterValues: { to: { parameterValues: { binlog_row_image: "MINIMAL", long_query_time: 2 } } },
    taken_out: { to: { description: undefined, parameterValues: undefined } },
  },
  replacements: { datastore: { to: { datastore: { version: "5.7" } } } },
  refusedByCloud: ["datastore"],
  atCreation: {
    copy: {
      from: { datastore: undefined, copyFrom: { configurationId: expression("original.id") } },
      to: { copyFrom: undefined },
    },
    copy_of_use: {
      from: {
        datastore: undefined,
        copyFrom: { configurationId: expression("original.id"), instanceId: expression("user.id") },
      },
      to: { copyFrom: undefined },
    },
  },
  drift: {
    change: (admin, { id = "" }) =>
      admin.change("huawei", "templates", id, {
        name: "by-hand",
        description: "by hand",
        parameter_values: { max_connections: "100" },
      }),
    paths: ["name", "description", "parameterValues"],
  },
  remove: (admin, { id = "" }) => admin.remove("huawei", "templates", id),
  failCreation: (admin) =>
    admin.inject({
      operationId: "getParameterTemplate",
      fault: { kind: "answer", status: 403, body: { error_code: "DBS.200044", error_msg: "no permission" } },
    }),
  remains: ["backups"],
};
