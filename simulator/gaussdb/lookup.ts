import type { Call } from "../cloud.ts";
import type { HtapInstance } from "./htap/store.ts";
import { refuse } from "./refusal.ts";
import type { DatabaseNode, DatabaseProxy, Instance, Project, Template } from "./store.ts";
import type { World } from "./world.ts";

/** The project of a request; one that the account does not have is refused with DBS.280015. */
export function projectOf(world: World, call: Call): Project {
  return world.store.projects.get(call.path.project_id ?? "") ?? refuse("DBS.280015");
}

/** The instance in the path of a request: 400 DBS.280404 for a malformed id, 404 DBS.200002 if there is none. */
export function instanceOf(world: World, call: Call): Instance {
  return instanceById(world, call, call.path.instance_id ?? "");
}

/** The instance of an id, by the same rules. */
export function instanceById(world: World, call: Call, id: string): Instance {
  const project = projectOf(world, call);
  if (!/^[0-9a-zA-Z]{32}in07$/.test(id)) refuse("DBS.280404");
  const instance = world.store.instances.get(id);
  return instance?.project_id === project.id ? instance : refuse("DBS.200002");
}

/** What a job of this instance id runs on: a database instance or one of its analytical instances. */
export function anyInstance({ store }: World, id: string): Instance | HtapInstance | undefined {
  return store.instances.get(id) ?? store.htapInstances.get(id);
}

/** The nodes of an instance, the primary first, in the order of their creation. */
export function nodesOf(world: World, instance: Instance): DatabaseNode[] {
  const nodes = [...world.store.nodes.values()].filter((node) => node.instance_id === instance.id);
  return nodes.sort((a, b) => Number(b.type === "master") - Number(a.type === "master"));
}

/** A node of an instance: 400 DBS.280404 for a malformed id, 400 DBS.212005 for one of another instance. */
export function nodeOf(world: World, instance: Instance, id: string): DatabaseNode {
  if (!/^[0-9a-zA-Z]{32}no07$/.test(id)) refuse("DBS.280404");
  const node = world.store.nodes.get(id);
  return node?.instance_id === instance.id ? node : refuse("DBS.212005");
}

/** The proxies of an instance. */
export function proxiesOf(world: World, instance: Instance): DatabaseProxy[] {
  return [...world.store.proxies.values()].filter((proxy) => proxy.instance_id === instance.id);
}

/** A proxy of an instance: 400 DBS.270024 if it does not exist, 400 DBS.05000022 if it is another instance's. */
export function proxyOf(world: World, instance: Instance, id: string): DatabaseProxy {
  const proxy = world.store.proxies.get(id) ?? refuse("DBS.270024");
  return proxy.instance_id === instance.id ? proxy : refuse("DBS.05000022");
}

/** A parameter template: 404 DBS.212001 if there is none. */
export function templateById(world: World, id: string | undefined): Template {
  return world.store.templates.get(id ?? "") ?? refuse("DBS.212001");
}
