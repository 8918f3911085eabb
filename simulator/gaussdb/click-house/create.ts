import type { Call } from "../../cloud.ts";
import { checkCreation, startBuilding } from "../htap/life-cycle.ts";
import { addHtapInstance, type NewGroup } from "../htap/records.ts";
import type { HtapInstance } from "../htap/store.ts";
import { instanceOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { Tag } from "../store.ts";
import type { Handlers, World } from "../world.ts";

interface CreateBody {
  name: string;
  engine: { type: "click-house"; version: string };
  ha: { mode: "Single" | "Ha" };
  flavor_id: string;
  az_mode: "single" | "double";
  volume: { io_type: string; capacity_in_gb: number };
  az_code: string;
  time_zone?: string;
  tags_info: { sys_tags: Tag[] };
  pay_info?: { pay_model?: "0" | "1" };
}

/** 4.16.14. */
export function createClickHouseHandlers(world: World): Handlers {
  return {
    createClickHouseInstance: (call) => {
      const htap = create(world, call);
      return { status: 202, body: { instance: creationView(htap), job_id: startBuilding(world, htap).id } };
    },
  };
}

function create(world: World, call: Call): HtapInstance {
  const body = call.body as CreateBody;
  const instance = instanceOf(world, call);
  const zones = body.az_code.split(",");
  // Of yearly/monthly billing another section says that it is not supported (4.15.12).
  if (body.pay_info?.pay_model === "1") refuse("DBS.05000091", "pay_model");
  if (body.az_mode === "single" && new Set(zones).size > 1) refuse("DBS.05000044", "az_mode");
  const types = body.ha.mode === "Ha" ? (["master", "slave"] as const) : (["master"] as const);
  const groups: NewGroup[] = [{ node_type: "clickhouse", flavor_id: body.flavor_id, ...body.volume, types }];
  const { version } = body.engine;
  checkCreation(world, instance, { engine: "click-house", version, zones, groups });
  const wanted = {
    engine: "click-house",
    name: body.name,
    ha_mode: body.ha.mode,
    version,
    az_mode: body.az_mode,
    az_code: body.az_code,
    time_zone: body.time_zone ?? instance.time_zone,
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
    subnet_id: htap.subnet_id,
    db_user: "root",
    // It is not told before the instance is there.
    port: null,
    ha_mode: htap.ha_mode,
    pay_info: { pay_model: "0", order_id: null, period: null, period_type: null, is_auto_renew: null },
    ssl_option: false,
    status: htap.status,
    region: htap.region,
    tags_info: { tags: [], sys_tags: htap.sys_tags },
  };
}
