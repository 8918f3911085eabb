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
    change(admin, { inputs }) {
      const [instanceId] = (inputs?.instanceIds ?? []) as string[];
      admin.change("huawei", "instances", String(instanceId), { configuration_id: "by-hand" });
    },
    keys: ["instanceIds"],
  },
  remove: (admin, { id = "" }) => admin.remove("huawei", "templates", id),
  failCreation: (admin) =>
    admin.inject({ operationId: "applyParameterTemplate", fault: { kind: "jobFails", reason: "not applied" } }),
  holdsData: false,
});
