import { defaultValues, isInRange, parameters } from "../parameter-catalogue.ts";
import { refuse } from "../refusal.ts";
import type { Template } from "../store.ts";
import { timestamp } from "../times.ts";
import type { World } from "../world.ts";

const templateQuota = 100;

/** Adds the vendor's own template, which every account finds. */
export function addSystemTemplate(world: World): void {
  const template = newTemplate(world, {
    name: "Default-GaussDBforMySQL 8.0",
    description: "Default parameter template for GaussDBforMySQL 8.0",
    values: defaultValues(),
    user_defined: false,
  });
  world.store.templates.set(template.id, template);
}

/** The vendor's own template. */
export function systemTemplate(world: World): Template {
  const found = [...world.store.templates.values()].find(({ user_defined }) => !user_defined);
  return found ?? refuse("DBS.212001");
}

/** Adds a template of the user: 400 DBS.212030 for a name that exists, 400 DBS.212002 over the quota. */
export function addTemplate(
  world: World,
  { name, description = "", values }: { name: string; description?: string; values: Record<string, string> },
): Template {
  const templates = [...world.store.templates.values()];
  if (templates.some((template) => template.name === name)) refuse("DBS.212030", "the name exists already");
  if (templates.filter(({ user_defined }) => user_defined).length >= templateQuota) refuse("DBS.212002");
  const template = newTemplate(world, { name, description, values, user_defined: true });
  world.store.templates.set(template.id, template);
  return template;
}

function newTemplate(
  world: World,
  made: { name: string; description: string; values: Record<string, string>; user_defined: boolean },
): Template {
  const now = world.clock.now();
  return {
    id: world.newId("pr07"),
    user_defined: made.user_defined,
    created: now,
    updated: now,
    name: made.name,
    description: made.description,
    parameter_values: { ...made.values },
    applying: false,
    changes: [],
    applications: [],
  };
}

/** Refuses values of parameters that do not exist (DBS.212012) or do not take them (DBS.280271). */
export function checkValues(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const parameter = parameters.get(name) ?? refuse("DBS.212012", name);
    if (!isInRange(parameter, value)) refuse("DBS.280271", `${name}: ${parameter.range}`);
  }
}

/** A template as 4.5.2 and 4.5.4 show it. */
export function templateSummary(template: Template) {
  return {
    id: template.id,
    name: template.name,
    description: template.description,
    datastore: { type: "gaussdb-mysql", version: "8.0" },
    created: timestamp(template.created),
    updated: timestamp(template.updated),
  };
}
