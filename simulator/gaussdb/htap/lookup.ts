import type { Call } from "../../cloud.ts";
import { instanceOf, projectOf } from "../lookup.ts";
import { refuse, VendorRefusal } from "../refusal.ts";
import type { Instance } from "../store.ts";
import type { World } from "../world.ts";
import type { HtapEngine, HtapInstance, HtapReplication, HtapUser } from "./store.ts";

/** How a request is refused whose analytical instance does not exist; that differs by what the request is about. */
export type Missing = () => never;

/** Reads and changes of the instance itself have a general code. */
export const missingInstance: Missing = () => refuse("DBS.05000044", "instance_id");

/** Requests about users cannot tell what does not exist from what may not be seen. */
export const missingForUsers: Missing = () => refuse("DBS.200044");

/** Requests about databases and synchronizations have a code that means something else in the vendor's list of codes. */
export const missingForReplications: Missing = () => {
  const body = { error_code: "DBS.200022", error_msg: "instance does not exist" };
  throw new VendorRefusal("DBS.200022", { status: 400, body });
};

/** An analytical instance, whose id stands where other requests have the id of the database instance. */
export function htapInstanceOf(world: World, call: Call, engine: HtapEngine, missing: Missing): HtapInstance {
  return htapInstanceById(world, call, { id: call.path.instance_id ?? "", engine, missing });
}

/** An analytical instance of an id: 400 DBS.280404 for a malformed one. */
export function htapInstanceById(
  world: World,
  call: Call,
  { id, engine, missing }: { id: string; engine: HtapEngine; missing: Missing },
): HtapInstance {
  const project = projectOf(world, call);
  if (!/^[0-9a-zA-Z]{32}in\d\d$/.test(id)) refuse("DBS.280404");
  const htap = world.store.htapInstances.get(id);
  return htap?.project_id === project.id && htap.engine === engine ? htap : missing();
}

/** An analytical instance of the database instance in the path: 400 DBS.05000044 if that one has no such. */
export function childOf(world: World, call: Call, engine: HtapEngine, id: string): HtapInstance {
  const instance = instanceOf(world, call);
  const htap = htapInstanceById(world, call, { id, engine, missing: missingInstance });
  return htap.instance_id === instance.id ? htap : missingInstance();
}

/** The analytical instances of a database instance. */
export function htapInstancesOf({ store }: World, instance: Instance): HtapInstance[] {
  return [...store.htapInstances.values()].filter(({ instance_id }) => instance_id === instance.id);
}

/** The accounts of an analytical instance, without root. */
export function htapUsersOf({ store }: World, htap: HtapInstance): HtapUser[] {
  return [...store.htapUsers.values()].filter(({ instance_id }) => instance_id === htap.id);
}

/** The synchronizations of an analytical instance. */
export function htapReplicationsOf({ store }: World, htap: HtapInstance): HtapReplication[] {
  return [...store.htapReplications.values()].filter(({ instance_id }) => instance_id === htap.id);
}
