import { describeLifeCycle } from "./life-cycle.ts";
import { ordersInstance } from "./orders-instance.ts";

describeLifeCycle({
  kind: "gaussdb.ParameterTemplateApplication",
  needs: `${ordersInstance}
const templates = ["one", "two", "three", "four"].map(
  (name) => new gaussdb.ParameterTemplate(name, { parameterValues: { max_connections: 1500 } }),
);
const [one, two, three, four] = templates;`,
  args: () => ({ configurationId: "one.id", instanceIds: "[orders.id]", configurationUpdated: '"first"' }),
  changes: {
    configurationUpdated: { to: { configurationUpdated: '"second"' } },
  },
  fixed: {
    configurationId: { to: { configurationId: "two.id" } },
  },
  idIsGiven: true,
  drift: {
    change: (admin, { inputs }) =>
      admin.change("huawei", "instances", String((inputs?.instanceIds as string[])[0]), {
        configuration_id: "by-hand",
      }),
    keys: ["instanceIds"],
  },
  remove: (admin, { id = "" }) => admin.remove("huawei", "templates", id),
  failCreation: (admin) =>
    admin.inject({ operationId: "applyParameterTemplate", fault: { kind: "jobFails", reason: "not applied" } }),
  holdsData: false,
});
