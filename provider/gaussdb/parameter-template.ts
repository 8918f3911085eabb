import { z } from "zod";
import { atCreation, autonamed, fallback } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { parameterValues, texts } from "./parameter-values.ts";
import { rfc3339 } from "./times.ts";

const name = z.string().regex(/^[\w.-]{1,64}$/, "must be 1 to 64 letters, digits, hyphens, underscores and periods");

const contents = aspect({
  inputs: {
    name: autonamed(name, { maxLength: 64, forbidden: "[^A-Za-z0-9_.-]" })
      .optional()
      .describe("Name: 1 to 64 letters, digits, `-`, `_` and `.`, unique in the project (4.5.2)."),
    description: fallback(
      z
        .string()
        .max(256)
        .regex(/^[^\r\n!<"='>&]*$/, "must not contain line breaks or ! < \" = ' > &"),
      "",
    )
      .optional()
      .describe(
        "Description: up to 256 characters, no line break and none of `! < \" = ' > &` (4.5.2). Default empty.",
      ),
    parameterValues: fallback(parameterValues, {})
      .optional()
      .describe(
        "Values by parameter name, as the engine spells both (4.5.2). Only these are managed; one that is taken out goes " +
          "back to the engine's default.",
      ),
  },
  async update({ cloud, id, inputs: { name, description, parameterValues }, live }) {
    const removed = Object.keys(live.parameterValues ?? {}).filter((key) => !(key in parameterValues));
    await cloud.change("updateParameterTemplate", {
      configuration_id: id,
      body: { name, description, parameter_values: { ...(await defaults(cloud, removed)), ...texts(parameterValues) } },
    });
  },
});

/** A parameter template (4.5.1 to 4.5.7, 4.5.13). */
export const parameterTemplate = resource({
  token: "gaussdb:ParameterTemplate",
  noun: "parameter template",
  description: "A named set of database parameters (4.5). It reaches an instance when it is applied.",
  inputs: {
    datastore: z
      .object({
        type: z.literal("gaussdb-mysql").optional().describe("Engine. Only `gaussdb-mysql`."),
        version: z.string().describe("Version of the engine, for example `8.0` (4.1.1)."),
      })
      .optional()
      .describe("Database that the template is for (4.5.2)."),
    copyFrom: atCreation(
      z
        .object({
          configurationId: z.string().describe("Id of the template to copy."),
          instanceId: z.string().optional().describe("Instance whose use of the template is copied."),
        })
        .optional(),
    ).describe("Template to begin with (4.5.7); with `instanceId`, as that instance uses it (4.5.13)."),
  },
  outputs: {
    name: z.string().describe("Name."),
    created: z.string().describe("Time of the creation, RFC 3339."),
    updated: z
      .string()
      .describe(
        "Time of the last change, RFC 3339. Hand it to `ParameterTemplateApplication`, so that a change is applied.",
      ),
  },
  aspects: [contents],
  timeLimits: { create: 10, update: 10, delete: 60 },
  deleteBeforeReplace: true,
  rules: [
    {
      of: ["datastore", "copyFrom"],
      refuse: ({ datastore, copyFrom }) =>
        datastore && copyFrom
          ? "cannot be set together with copyFrom: a copy has the engine of its original"
          : undefined,
    },
  ],

  async create({ cloud, inputs: { copyFrom, datastore, name, description, parameterValues }, created }) {
    const body = { name: String(name), description };
    if (!copyFrom) {
      const made = await cloud.begin("createParameterTemplate", {
        body: {
          ...body,
          datastore: datastore && { ...datastore, type: "gaussdb-mysql" },
          parameter_values: texts(parameterValues ?? {}),
        },
      });
      return created(made.configurations?.id ?? "");
    }
    const original = { configuration_id: copyFrom.configurationId, body };
    const copy = copyFrom.instanceId
      ? await cloud.begin("copyInstanceParameterTemplate", { ...original, instance_id: copyFrom.instanceId })
      : await cloud.begin("copyParameterTemplate", original);
    return created(copy.configuration_id);
  },
  async find({ cloud, inputs: { name } }) {
    const templates = await cloud.parameterTemplates.list();
    return templates.filter((template) => template.name === name).map(({ id }) => id);
  },
  async read({ cloud, id }) {
    const template = await cloud.get("getParameterTemplate", { configuration_id: id });
    if (template === undefined) return undefined;
    if (!template.configurations) throw new Error("getParameterTemplate failed: the answer cannot be read.");
    const { configurations, parameter_values } = template;
    return {
      description: "",
      ...configurations,
      created: rfc3339(configurations.created),
      updated: rfc3339(configurations.updated),
      parameterValues: parameter_values ?? {},
    };
  },
  async delete({ cloud, id }) {
    await cloud.change("deleteParameterTemplate", { configuration_id: id });
  },
});

/** No operation resets a parameter: its default stands in the vendor's own template. */
async function defaults(cloud: GaussDb, keys: string[]): Promise<Record<string, string>> {
  if (keys.length === 0) return {};
  const vendors = (await cloud.parameterTemplates.list()).find((template) => template.user_defined === false);
  const template = vendors && (await cloud.get("getParameterTemplate", { configuration_id: vendors.id }));
  const values = Object.entries(template?.parameter_values ?? {});
  return Object.fromEntries(values.filter(([key]) => keys.includes(key))) as Record<string, string>;
}
