import { ordersInstance } from "../orders-instance.ts";
import { expression, type Subject } from "../subject.ts";

const names = ["zero", "one", "two", "three", "four", "five", "six", "seven"];
const more = ["further", "former", "twin", "spare"];

export const parameterTemplateApplication: Subject = {
  token: "gaussdb:ParameterTemplateApplication",
  needs: `
const template = (name: string) => new gaussdb.ParameterTemplate(name, { parameterValues: { max_connections: 1700 } });
const templates = ${JSON.stringify(names)}.map((name) => template("template-" + name));
const otherTemplate = template("template-other");
${[...names, ...more].map((name) => ordersInstance(name)).join("")}
const instances = [${names.join(", ")}];`,
  args: (index) => ({
    configurationId: expression(`templates[${index}].id`),
    instanceIds: [expression(`instances[${index}].id`)],
    configurationUpdated: "first",
  }),
  changes: {
    configurationUpdated: { to: { configurationUpdated: "second" } },
    further_instance: { to: { instanceIds: [expression("instances[1].id"), expression("further.id")] } },
    fewer_instances: {
      from: { instanceIds: [expression("instances[2].id"), expression("former.id")] },
      to: { instanceIds: [expression("instances[2].id")] },
    },
    applyRestart: { to: { applyRestart: "inMaintenanceWindow" } },
  },
  replacements: {
    configurationId: { to: { configurationId: expression("otherTemplate.id") } },
  },
  drift: {
    args: { instanceIds: [expression("instances[5].id"), expression("twin.id")], applyRestart: "immediately" },
    change(admin, { inputs }) {
      const [first, second] = (inputs?.instanceIds ?? []) as string[];
      admin.change("huawei", "instances", String(first), { configuration_id: "by-hand" });
      for (const node of admin.objects().huawei.nodes as { id: string; instance_id: string }[]) {
        if (node.instance_id === second) admin.change("huawei", "nodes", node.id, { need_restart: true });
      }
    },
    paths: ["instanceIds", "applyRestart"],
  },
  remove: (admin, { id = "" }) => admin.remove("huawei", "templates", id),
  failCreation: (admin) =>
    admin.inject({ operationId: "applyParameterTemplate", fault: { kind: "jobFails", reason: "not applied" } }),
  remains: ["backups"],
};
