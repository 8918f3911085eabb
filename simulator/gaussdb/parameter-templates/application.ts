import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { startJob } from "../jobs.ts";
import { instanceById, instanceOf, nodesOf, projectOf, templateById } from "../lookup.ts";
import { parameters } from "../parameter-catalogue.ts";
import { page } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Instance, Template } from "../store.ts";
import { timestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";
import { addTemplate, checkValues } from "./store.ts";

/** How templates and parameters reach instances: 4.5.6, 4.5.9 and 4.5.11 to 4.5.14. */
export function applicationHandlers(world: World): Handlers {
  return {
    applyParameterTemplate: (call) => {
      const { instance_ids: ids } = call.body as { instance_ids: string[] };
      projectOf(world, call);
      const template = templateById(world, call.path.configuration_id);
      const instances = [...new Set(ids)].map((id) => instanceById(world, call, id));
      if (instances.length === 0) refuse("DBS.05000044", "instance_ids");
      if (template.applying) refuse("DBS.212010");
      for (const instance of instances) requireFree(instance, { busy: "DBS.212006" });
      return { status: 200, body: { job_id: startApplication(world, template, instances) } };
    },
    listApplicableInstances: (call) => {
      const project = projectOf(world, call);
      templateById(world, call.path.configuration_id);
      const found = [...world.store.instances.values()].filter(
        ({ project_id, status }) => project_id === project.id && status === "normal",
      );
      const instances = page(found, call.query).map(({ id, name }) => ({ instance_id: id, instance_name: name }));
      return { status: 200, body: { instances, total_count: found.length } };
    },
    getInstanceParameters: (call) => {
      const instance = instanceOf(world, call);
      const all = [...parameters.values()].map(({ name, type, range, restart }) => ({
        name,
        value: instance.parameter_values[name] ?? "",
        restart_required: restart,
        readonly: false,
        value_range: range,
        type,
        description: `Parameter ${name}`,
      }));
      const configurations = {
        datastore_version_name: "2.0",
        datastore_name: "taurus",
        created: timestamp(instance.created),
        updated: timestamp(instance.configuration_updated),
      };
      const body = { configurations, total_count: all.length, parameter_values: page(all, call.query) };
      return { status: 200, body };
    },
    updateInstanceParameters: (call) => {
      const { parameter_values: values } = call.body as { parameter_values: Record<string, string> };
      const instance = instanceOf(world, call);
      checkValues(values);
      requireFree(instance, { busy: "DBS.212006" });
      const job = startJob(world, {
        name: "UpdateGaussDBforMySQLInstanceConfiguration",
        instance,
        seconds: durations.smallChange,
        activity: "MODIFYING",
        finish: () => setParameters(world, instance, values),
      });
      return { status: 200, body: { job_id: job.id, restart_required: needsRestart(instance, values) } };
    },
    copyInstanceParameterTemplate: (call) => {
      const instance = instanceOf(world, call);
      const source = templateById(world, call.path.configuration_id);
      if (source.id !== instance.configuration_id) refuse("DBS.212017", "the instance does not use this template");
      const { name, description } = call.body as { name: string; description?: string };
      const values = instance.parameter_values;
      const template = addTemplate(world, { name, values, ...(description !== undefined && { description }) });
      return { status: 200, body: { configuration_id: template.id } };
    },
    listParameterTemplateApplyHistory: (call) => {
      projectOf(world, call);
      const { applications } = templateById(world, call.path.config_id);
      const histories = page(applications, call.query, 10);
      return { status: 200, body: { histories, total_count: applications.length } };
    },
  };
}

/** One job answers for all instances; each is busy until its part is done. */
function startApplication(world: World, template: Template, instances: Instance[]) {
  template.applying = true;
  const [first] = instances;
  for (const instance of instances) instance.activity = "MODIFYING";
  const end = (apply: boolean) => {
    template.applying = false;
    for (const instance of instances) {
      instance.activity = "";
      record(world, template, instance, apply);
      if (apply) applyTo(world, template, instance);
    }
  };
  const job = startJob(world, {
    name: "ApplyGaussDBforMySQLConfiguration",
    ...(first && { instance: first }),
    seconds: durations.applyTemplate,
    activity: "MODIFYING",
    finish: () => end(true),
    fail: () => end(false),
  });
  return job.id;
}

function applyTo(world: World, template: Template, instance: Instance) {
  setParameters(world, instance, template.parameter_values);
  instance.configuration_id = template.id;
  for (const change of template.changes) change.applied ??= world.clock.now();
}

function record(world: World, template: Template, instance: Instance, success: boolean) {
  template.applications.unshift({
    target_id: instance.id,
    target_name: instance.name,
    apply_result: success ? "SUCCESS" : "FAILED",
    applied_at: world.clock.now(),
    error_code: success ? "" : "DBS.212011",
  });
}

function setParameters(world: World, instance: Instance, values: Record<string, string>) {
  const restart = needsRestart(instance, values);
  instance.parameter_values = { ...instance.parameter_values, ...values };
  instance.configuration_updated = world.clock.now();
  if (!restart) return;
  for (const node of nodesOf(world, instance)) node.need_restart = true;
}

function needsRestart(instance: Instance, values: Record<string, string>) {
  return Object.entries(values).some(
    ([name, value]) => parameters.get(name)?.restart && instance.parameter_values[name] !== value,
  );
}
