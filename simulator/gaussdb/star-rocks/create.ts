import type { Call } from "../../cloud.ts";
import { checkCreation, startBuilding } from "../htap/life-cycle.ts";
import { addHtapInstance, type NewGroup } from "../htap/records.ts";
import type { HtapInstance } from "../htap/store.ts";
import { instanceOf } from "../lookup.ts";
import type { Tag } from "../store.ts";
import type { Handlers, World } from "../world.ts";

interface CreateBody {
  name: string;
  engine: { type: "star-rocks"; version: string };
  ha: { mode: "Single" | "Cluster" };
  fe_flavor_id: string;
  be_flavor_id: string;
  fe_count: number;
  be_count: number;
  az_mode: "single";
  fe_volume: Volume;
  be_volume: Volume;
  az_code: string;
  time_zone?: string;
  tags_info: { sys_tags: Tag[] };
}

interface Volume {
  io_type: string;
  capacity_in_gb: number;
}

/** 4.15.3. */
export function createStarRocksHandlers(world: World): Handlers {
  return {
    createStarRocksInstance: (call) => {
      const htap = create(world, call);
      return { status: 201, body: { instance: creationView(htap), job_id: startBuilding(world, htap).id } };
    },
  };
}

function create(world: World, call: Call): HtapInstance {
  const body = call.body as CreateBody;
  const instance = instanceOf(world, call);
  const followers = Array.from({ length: body.fe_count - 1 }, () => "fe-follower" as const);
  const backends = Array.from({ length: body.be_count }, () => "be" as const);
  const groups: NewGroup[] = [
    { node_type: "fe", flavor_id: body.fe_flavor_id, ...body.fe_volume, types: ["fe-leader", ...followers] },
    { node_type: "be", flavor_id: body.be_flavor_id, ...body.be_volume, types: backends },
  ];
  const { version } = body.engine;
  checkCreation(world, instance, { engine: "star-rocks", version, zones: [body.az_code], groups });
  const wanted = {
    engine: "star-rocks",
    name: body.name,
    ha_mode: body.ha.mode,
    version,
    az_mode: body.az_mode,
    az_code: body.az_code,
    time_zone: body.time_zone ?? "UTC+08:00",
    sys_tags: body.tags_info.sys_tags,
  } as const;
  return addHtapInstance(world, instance, wanted, groups);
}

function creationView(htap: HtapInstance) {
  return {
    id: htap.id,
    az_code: htap.az_code,
    az_mode: htap.az_mode,
    name: htap.name,
    engine: { type: htap.engine, version: htap.version },
    vpc_id: htap.vpc_id,
    security_group_id: htap.security_group_id,
    sub_net_id: htap.subnet_id,
    db_user: "root",
    port: htap.port,
    ha_mode: htap.ha_mode,
    pay_info: { pay_model: "0", order_id: null, period: null, period_type: null, is_auto_renew: null },
    enable_ssl: false,
    status: htap.status,
    region: htap.region,
    tags_info: { tags: [], sys_tags: htap.sys_tags },
  };
}
