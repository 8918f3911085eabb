import type { GaussDb } from "../gaussdb.ts";
import { isOn } from "../switches.ts";

/** What is to be created. */
export interface Planned {
  readonly instanceId: string;
  readonly haMode: "Single" | "Cluster";
  readonly feFlavorId: string;
  readonly beFlavorId: string;
  readonly feCount: number;
  readonly beCount: number;
  readonly availabilityZone: string;
}

/** Throws when quota or resources are missing for what is to be created (4.15.8). */
export async function requireResources(cloud: GaussDb, planned: Planned): Promise<void> {
  const { instanceId, haMode, feCount, beCount, availabilityZone } = planned;
  const instance = await cloud.instances.get(instanceId);
  if (instance === undefined) throw new Error(`Nothing was created: there is no instance ${instanceId}.`);
  const flavors =
    (await cloud.get("listHtapFlavors", { engine_name: "star-rocks", availability_zone_mode: "single" }))?.flavors ??
    [];
  // The check wants the codes of the flavors, the creation their ids.
  const codeOf = (input: "feFlavorId" | "beFlavorId") => {
    const code = flavors.find(({ id }) => id === planned[input])?.spec_code;
    if (code) return code;
    throw new Error(`Nothing was created: ${input}: there is no flavor ${planned[input]} for StarRocks (4.15.11).`);
  };
  const answer = await cloud.get("checkStarRocksResource", {
    body: {
      action: "createInstance",
      resource: {
        enterprise_project_id: "0",
        instance_num: 1,
        mode: haMode,
        availability_zone_mode: "single",
        fe_node_num: feCount,
        be_node_num: beCount,
        fe_flavor_ref: codeOf("feFlavorId"),
        be_flavor_ref: codeOf("beFlavorId"),
        availability_zone: availabilityZone,
        subnet_id: instance.subnet_id ?? "",
      },
    },
  });
  if (isOn(answer?.result) !== false) return;
  // The answer has no reason.
  throw new Error(
    `Nothing was created: the cloud says beforehand (precheck) that quota or resources in ${availabilityZone} do not ` +
      "suffice. Choose other flavors or another zone, or ask support to raise the quota.",
  );
}
