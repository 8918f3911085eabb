import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { projectOf, templateById } from "../lookup.ts";
import { page } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Template } from "../store.ts";
import { timestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";
import { addTemplate, checkValues, systemTemplate, templateSummary } from "./store.ts";

interface TemplateBody {
  name: string;
  description?: string;
  parameter_values?: Record<string, string>;
  datastore?: { version: string };
}

/** 4.5.1 to 4.5.5, 4.5.7, 4.5.8 and 4.5.10. */
export function templateHandlers(world: World): Handlers {
  return {
    listParameterTemplates: (call) => {
      projectOf(world, call);
      const templates = [...world.store.templates.values()].reverse();
      const configurations = page(templates, call.query).map(listItem);
      return { status: 200, body: { configurations, total_count: templates.length } };
    },
    createParameterTemplate: (call) => {
      projectOf(world, call);
      const body = call.body as TemplateBody;
      if (body.datastore && body.datastore.version !== "8.0") refuse("DBS.280238");
      checkValues(body.parameter_values ?? {});
      const values = { ...systemTemplate(world).parameter_values, ...body.parameter_values };
      const template = addTemplate(world, { ...body, values });
      return { status: 200, body: { configurations: templateSummary(template) } };
    },
    deleteParameterTemplate: (call) => {
      projectOf(world, call);
      const template = templateById(world, call.path.configuration_id);
      if (!template.user_defined) refuse("DBS.212003");
      if (template.applying) refuse("DBS.212010");
      const used = [...world.store.instances.values()].some(({ configuration_id: id }) => id === template.id);
      if (used) refuse("DBS.212032");
      world.store.templates.delete(template.id);
      return { status: 200, body: { configuration_id: template.id, configuration_name: template.name } };
    },
    getParameterTemplate: (call) => {
      projectOf(world, call);
      const template = templateById(world, call.path.configuration_id);
      const body = { configurations: templateSummary(template), parameter_values: template.parameter_values };
      return { status: 200, body };
    },
    updateParameterTemplate: (call) => {
      projectOf(world, call);
      const template = templateById(world, call.path.configuration_id);
      const body = call.body as Partial<TemplateBody>;
      if (!template.user_defined) refuse("DBS.212003");
      if (template.applying) refuse("DBS.212010");
      checkValues(body.parameter_values ?? {});
      checkNewName(world, template, body.name);
      update(world, template, body);
      return answerWithJob(world, {
        name: "UpdateGaussDBforMySQLConfiguration",
        seconds: durations.updateTemplate,
        activity: "",
      });
    },
    copyParameterTemplate: (call) => {
      projectOf(world, call);
      const source = templateById(world, call.path.configuration_id);
      const template = addTemplate(world, { ...(call.body as TemplateBody), values: source.parameter_values });
      return { status: 200, body: { configuration_id: template.id } };
    },
    compareParameterTemplates: (call) => {
      projectOf(world, call);
      const body = call.body as { source_configuration_id: string; target_configuration_id: string };
      const source = templateById(world, body.source_configuration_id).parameter_values;
      const target = templateById(world, body.target_configuration_id).parameter_values;
      const differing = Object.keys(source).filter((name) => source[name] !== target[name]);
      const differences = differing.map((name) => ({
        parameter_name: name,
        source_value: source[name],
        target_value: target[name],
      }));
      return { status: 200, body: { differences } };
    },
    listParameterChangeHistory: (call) => {
      projectOf(world, call);
      const { changes } = templateById(world, call.path.configuration_id);
      const histories = page(changes, call.query).map(({ updated, applied, ...change }) => ({
        ...change,
        update_result: "SUCCESS",
        is_applied: applied !== null,
        updated: timestamp(updated),
        ...(applied !== null && { applied: timestamp(applied) }),
      }));
      return { status: 200, body: { histories, total_count: changes.length } };
    },
  };
}

function listItem(template: Template) {
  return {
    id: template.id,
    name: template.name,
    description: template.description,
    datastore_version_name: "8.0",
    datastore_name: "GaussDB(for MySQL)",
    created: timestamp(template.created),
    updated: timestamp(template.updated),
    user_defined: template.user_defined,
  };
}

function checkNewName(world: World, template: Template, name: string | undefined) {
  const others = [...world.store.templates.values()].filter(({ id }) => id !== template.id);
  if (others.some((other) => other.name === name)) refuse("DBS.212030", "the name exists already");
}

function update(world: World, template: Template, body: Partial<TemplateBody>) {
  const now = world.clock.now();
  for (const [parameter_name, new_value] of Object.entries(body.parameter_values ?? {})) {
    const old_value = template.parameter_values[parameter_name] ?? "";
    if (old_value === new_value) continue;
    template.changes.unshift({ parameter_name, old_value, new_value, updated: now, applied: null });
    template.parameter_values[parameter_name] = new_value;
  }
  template.name = body.name ?? template.name;
  template.description = body.description ?? template.description;
  template.updated = now;
}
