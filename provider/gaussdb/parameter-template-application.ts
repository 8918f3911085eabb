import { z } from "zod";
import { someKeys, unordered, writeOnly } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { restartPending } from "./instance/nodes.ts";
import { applyRestart, restartIfAllowed, restartScheduled } from "./instance/restart.ts";

const application = aspect({
  inputs: {
    instanceIds: unordered(someKeys(z.array(z.string().min(1)).min(1))).describe(
      "Instances that the template is applied to. One that is taken out keeps its parameters: there is no way to unapply.",
    ),
    configurationUpdated: writeOnly(z.string())
      .optional()
      .describe("The template's output `updated`: when it changes, the template is applied again."),
  },
  async update({ cloud, id, inputs: { instanceIds }, live, changes }) {
    const changed = changes.configurationUpdated !== undefined;
    const due = changed ? instanceIds : instanceIds.filter((instanceId) => !live.instanceIds?.includes(instanceId));
    for (const instanceId of due) await apply(cloud, id, instanceId);
  },
});

const pendingRestart = aspect({
  inputs: {
    applyRestart,
  },
  notice: ({ inputs }) =>
    inputs.applyRestart === "never"
      ? undefined
      : "Parameters may need a restart of the instances, which applyRestart allows.",
  /** A restart that is due although the program allows it has not been applied: live, that is `never`. */
  async read({ cloud, id }) {
    for (const instance of await users(cloud, id)) {
      if (restartPending(instance) && !(await restartScheduled(cloud, instance.id))) return { applyRestart: "never" };
    }
    return {};
  },
  async update({ cloud, id, inputs: { applyRestart } }) {
    const due = (await users(cloud, id)).filter(restartPending);
    await Promise.all(due.map((instance) => restartIfAllowed(cloud, instance.id, applyRestart)));
  },
});

/** A parameter template in use by instances (4.5.6). */
export const parameterTemplateApplication = resource({
  token: "gaussdb:ParameterTemplateApplication",
  noun: "application of the parameter template",
  description:
    "Applies a parameter template to instances (4.5.6). Some parameters wait for a restart, which happens only as " +
    "`applyRestart` allows. Deleting it changes nothing: instances keep their parameters.",
  inputs: {
    configurationId: z.string().min(1).describe("Parameter template."),
  },
  outputs: {
    restartPending: z.boolean().describe("Whether a parameter waits for a restart of an instance."),
  },
  aspects: [application, pendingRestart],
  timeLimits: { create: 60, update: 60, delete: 10 },

  // The application has no object of its own in the cloud: it is the template's, and applying is an aspect.
  async create({ inputs: { configurationId }, created }) {
    created(configurationId);
  },
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    const template = await cloud.parameterTemplates.get(id);
    if (template === undefined) return undefined;
    const instances = await users(cloud, id);
    return {
      configurationId: id,
      instanceIds: instances.map((instance) => instance.id),
      restartPending: instances.some(restartPending),
    };
  },
  async delete() {
    // Nothing to undo: what was applied stays.
  },
});

async function apply(cloud: GaussDb, configurationId: string, instanceId: string): Promise<void> {
  await cloud.exclusively(instanceId, async (cloud) => {
    await cloud.change("applyParameterTemplate", {
      configuration_id: configurationId,
      body: { instance_ids: [instanceId] },
    });
    const history = (await cloud.get("listParameterTemplateApplyHistory", { config_id: configurationId, limit: 100 }))
      ?.histories;
    const [last] = (history ?? [])
      .filter(({ target_id }) => target_id === instanceId)
      .sort((one, other) => Number(other.applied_at ?? 0) - Number(one.applied_at ?? 0));
    if (last?.apply_result !== undefined && last.apply_result.toUpperCase() !== "SUCCESS") {
      throw new Error(
        `The parameter template ${configurationId} was not applied to instance ${instanceId}: ` +
          `${last.apply_result} (${last.error_code ?? "no code"}).`,
      );
    }
  });
}

/** The instances that use the template. */
async function users(cloud: GaussDb, configurationId: string) {
  return (await cloud.instances.list()).filter((instance) => instance.configuration_id === configurationId);
}
