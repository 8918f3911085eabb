import { completedBackup, requireRestorable } from "../backups/restorable.ts";
import { dedicatedResourceId, engine, flavors, zoneStatus, zonesOf } from "../catalogue.ts";
import { contentsOf } from "../databases/contents.ts";
import { templateById } from "../lookup.ts";
import { amountsOf, fitsQuotas } from "../quotas.ts";
import { refuse } from "../refusal.ts";
import type { Contents, Project } from "../store.ts";
import type { World } from "../world.ts";
import type { CreateInstanceBody } from "./create.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Refuses a creation that the document's schema allows and the cloud does not. */
export function checkCreation(world: World, project: Project, body: CreateInstanceBody): void {
  if (body.region !== project.region) refuse("DBS.200024");
  checkName(body.name);
  const instances = [...world.store.instances.values()].filter(({ project_id }) => project_id === project.id);
  if (instances.some(({ name }) => name === body.name)) refuse("DBS.200022");
  checkEngine(body.datastore);
  checkFlavorInZone(project.region, body);
  const flavor = flavors.find(({ spec_code }) => spec_code === body.flavor_ref);
  const more = amountsOf(flavor, { instances: 1, nodes: 1 + body.slave_count });
  const enterpriseProjectId = String(body.enterprise_project_id ?? "0");
  if (!fitsQuotas(world, { project, enterpriseProjectId, more })) refuse("DBS.200046");
  checkNetwork(body);
  if (body.slave_count < 1) refuse("DBS.05000089", String(body.slave_count));
  if (body.configuration_id !== undefined) templateById(world, body.configuration_id);
  const pool = body.dedicated_resource_id;
  if (pool !== undefined && pool !== dedicatedResourceId) refuse("DBS.05000087", pool);
  const keys = body.tags?.map(({ key }) => key) ?? [];
  if (new Set(keys).size !== keys.length) refuse("DBS.280272");
}

/** A name may hold 64 characters and no more than 64 bytes. */
export function checkName(name: string): void {
  if (Buffer.byteLength(name) > 64) refuse("DBS.200021", "at most 64 bytes");
}

function checkEngine({ version, kernel_version: kernel }: CreateInstanceBody["datastore"]) {
  if (version !== engine.name) refuse("DBS.200041");
  const offered: string[] = [engine.kernel_version, engine.latest_kernel_version];
  if (kernel !== undefined && !offered.includes(kernel)) refuse("DBS.05000035");
}

function checkFlavorInZone(region: string, body: CreateInstanceBody) {
  const flavor = flavors.find(({ spec_code }) => spec_code === body.flavor_ref) ?? refuse("DBS.200054");
  const zone = body.master_availability_zone;
  if (zone === undefined) return;
  if (!zonesOf(region).includes(zone)) refuse("DBS.05000086", zone);
  const status = zoneStatus(flavor, region)[zone];
  if (status === "sellout") refuse("DBS.280450");
  if (status === "unsupported") refuse("DBS.200054");
}

function checkNetwork({ vpc_id, subnet_id, security_group_id: group }: CreateInstanceBody) {
  if (!uuid.test(vpc_id)) refuse("DBS.200048");
  if (!uuid.test(subnet_id)) refuse("DBS.200049");
  if (group !== undefined) checkSecurityGroup(group);
}

/** A security group is named by its id. */
export function checkSecurityGroup(id: string): void {
  if (!uuid.test(id)) refuse("DBS.05000090", id);
}

/** What a restored instance begins with; a point that cannot be restored is refused. */
export function restoredContents(world: World, point: NonNullable<CreateInstanceBody["restore_point"]>): Contents {
  const { source_instance_id: id } = point;
  if (point.type === "timestamp") {
    const source = world.store.instances.get(id) ?? refuse("DBS.200013");
    const time = point.restore_time ?? refuse("DBS.05000044", "restore_time");
    requireRestorable(world, source, time);
    return contentsOf(world, source, time);
  }
  const backupId = point.backup_id ?? refuse("DBS.05000044", "backup_id");
  const recycled = world.store.recycleBin.get(id);
  if (recycled?.recycle_backup_id === backupId) return recycled.contents;
  if (!world.store.instances.has(id) && !world.store.backups.has(backupId)) refuse("DBS.200013");
  return completedBackup(world, backupId, id).contents;
}
