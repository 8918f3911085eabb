import { aspect, type GaussDb } from "../gaussdb.ts";
import { pages } from "../pages.ts";
import { parameterValues } from "../parameter-values.ts";
import { pathOf } from "./proxy-of.ts";

export const parameters = aspect({
  inputs: {
    parameters: parameterValues
      .optional()
      .describe(
        "Kernel parameters of the proxy by name (4.7.19, 4.7.20). Only these are managed; one that is taken out keeps its value.",
      ),
  },
  costly: true,
  async read({ cloud, id }) {
    const values = (await configurationsOf(cloud, id)).map(({ name = "", value }) => [name, value]);
    return { parameters: Object.fromEntries(values) };
  },
  async update({ cloud, id, inputs: { parameters } }) {
    const known = await configurationsOf(cloud, id);
    const configurations = Object.entries(parameters).map(([name, value]) => {
      const elem_type = known.find((parameter) => parameter.name === name)?.elem_type;
      if (elem_type === undefined) {
        throw new Error(
          `parameters.${name}: the proxy has no such parameter. It has ${known.map(({ name }) => name).join(", ")}.`,
        );
      }
      return { name, value: String(value), elem_type };
    });
    if (configurations.length > 0)
      await cloud.change("updateProxyConfigurations", { ...pathOf(id), body: { configurations } });
  },
});

function configurationsOf(cloud: GaussDb, id: string) {
  return pages(100, async (offset) => {
    const asked = { ...pathOf(id), limit: 100, offset };
    return (await cloud.get("listProxyConfigurations", asked))?.configurations ?? [];
  });
}
