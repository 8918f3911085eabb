import { z } from "zod";
import { someKeys } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { pathOf } from "./proxy-of.ts";

export const parameters = aspect({
  inputs: {
    parameters: someKeys(z.record(z.string(), z.union([z.string(), z.number()])))
      .optional()
      .describe(
        "Kernel parameters of the proxy by name (4.7.19, 4.7.20). Only these are managed; one that is taken out keeps its value.",
      ),
  },
  costly: true,
  async read({ cloud, id }) {
    const found = await cloud.get("listProxyConfigurations", { ...pathOf(id), limit: 100 });
    const values = (found?.configurations ?? []).map(({ name = "", value }) => [name, value]);
    return { parameters: Object.fromEntries(values) };
  },
  async update({ cloud, id, inputs: { parameters } }) {
    const known = (await cloud.get("listProxyConfigurations", { ...pathOf(id), limit: 100 }))?.configurations ?? [];
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
