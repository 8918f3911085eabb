import { fallback } from "../../runtime/traits.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { pages } from "../pages.ts";
import { parameterValues, spelling, texts } from "../parameter-values.ts";

type Value = string | number;

export const parameters = aspect({
  inputs: {
    parameterValues: fallback(parameterValues, {})
      .optional()
      .describe(
        "Values of parameters by name, set at the instance itself (4.5.12), over those of its template. Only these are " +
          "managed; one that is taken out goes back to the value in the template. What needs a restart gets it as " +
          "`applyRestart` allows.",
      ),
  },
  notice:
    "Parameters of the instance change. Some take effect after a restart only, which happens as applyRestart allows.",
  costly: true,
  async read({ cloud, id }) {
    const found = await pages(100, async (offset) => {
      const asked = { instance_id: id, limit: 100, offset };
      return (await cloud.get("getInstanceParameters", asked))?.parameter_values ?? [];
    });
    return { parameterValues: Object.fromEntries(found.map(({ name = "", value }) => [name, value])) };
  },
  async update({ cloud, id, inputs: { parameterValues }, live: { parameterValues: before = {} } }) {
    const isNew = ([name, value]: [string, Value]) =>
      !Object.hasOwn(before, name) || spelling(before[name]) !== spelling(value);
    const removed = Object.keys(before).filter((name) => !Object.hasOwn(parameterValues, name));
    const values = [...(await ofTemplate(cloud, id, removed)), ...Object.entries(parameterValues).filter(isNew)];
    if (values.length === 0) return;
    const body = { parameter_values: texts(Object.fromEntries(values)) };
    await cloud.change("updateInstanceParameters", { instance_id: id, body });
  },
});

/** No operation resets a parameter: its value stands in the template that the instance uses. */
async function ofTemplate(cloud: GaussDb, id: string, names: readonly string[]): Promise<[string, Value][]> {
  if (names.length === 0) return [];
  const templateId = (await cloud.instances.get(id))?.configuration_id;
  const template = templateId ? await cloud.get("getParameterTemplate", { configuration_id: templateId }) : undefined;
  const known = Object.entries(template?.parameter_values ?? {}).filter(([name]) => names.includes(name));
  const unknown = names.filter((name) => !known.some(([other]) => other === name));
  if (unknown.length > 0) {
    cloud.warn(
      `parameterValues: ${unknown.join(", ")} stay as they are: the template of the instance does not tell them.`,
    );
  }
  return known as [string, Value][];
}
