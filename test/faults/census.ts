import type { Subject } from "./subject.ts";
import type { World } from "./world.ts";

/** The ids of all objects that the clouds hold, by cloud and kind. */
export type Census = Readonly<Record<string, readonly string[]>>;

/** What comes with an account, or belongs to nobody. */
const others = new Set(["organizations", "projects", "jobs", "orders", "tokens", "recycleBin"]);

export function census({ clouds }: Pick<World, "clouds">): Census {
  const kinds = Object.entries(clouds.admin.objects()).flatMap(([cloud, objects]) =>
    Object.entries(objects).map(([kind, found]) => [kind, `${cloud} ${kind}`, found.filter(isOwn)] as const),
  );
  return Object.fromEntries(
    kinds.filter(([kind]) => !others.has(kind)).map(([, name, found]) => [name, found.map(idOf)]),
  );
}

/** What makes backups by itself calls them so. */
const madeByThemselves: readonly unknown[] = ["auto", "full", "incremental"];

/** The vendor's own parameter templates are there from the beginning, and backups come by themselves. */
function isOwn(object: object): boolean {
  if ("type" in object && madeByThemselves.includes(object.type)) return false;
  if ("instance_quota" in object && isUnlimited({ ...object })) return false;
  return !("user_defined" in object && object.user_defined === false);
}

/** Nobody can delete the quota of an enterprise project: one without a limit is as good as none. */
function isUnlimited({ instance_quota, vcpus_quota, ram_quota }: Record<string, unknown>): boolean {
  return [instance_quota, vcpus_quota, ram_quota].every((quota) => quota === -1);
}

interface Known {
  readonly id?: string;
  readonly pool_id?: string;
  readonly serviceId?: string;
  readonly instance_id?: string;
  readonly name?: string;
  readonly host?: string;
}

/** What a service or an instance has only one of, and what it knows by name, may have no id of its own. */
function idOf({ id, pool_id, serviceId, instance_id = "", name = instance_id, host }: Known): string {
  return id ?? pool_id ?? serviceId ?? (host === undefined ? name : `${name}@${host}`);
}

/** The id of the subject's object: the one that was not there before. */
export function ownIdOf({ objects }: Subject, world: World, before: Census): string | undefined {
  if (!objects) return undefined;
  const kind = objects.join(" ");
  return census(world)[kind]?.find((id) => !before[kind]?.includes(id));
}
