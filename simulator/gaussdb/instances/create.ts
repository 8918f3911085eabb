import type { Call } from "../../cloud.ts";
import { startBackup } from "../backups/backups.ts";
import { engine } from "../catalogue.ts";
import { replaceContents } from "../databases/contents.ts";
import { durations } from "../durations.ts";
import { startJob } from "../jobs.ts";
import { projectOf, templateById } from "../lookup.ts";
import { addNode } from "../nodes/records.ts";
import { placeOrder } from "../orders.ts";
import { systemTemplate } from "../parameter-templates/store.ts";
import type { ChargeInfo, Contents, Instance, InstanceStatus, Tag } from "../store.ts";
import { windowFrom } from "../times.ts";
import type { Handlers, World } from "../world.ts";
import { checkCreation, restoredContents } from "./creation-rules.ts";

/** The body of createInstance (4.3.1). */
export interface CreateInstanceBody {
  region: string;
  name: string;
  datastore: { type: string; version: string; kernel_version?: string };
  flavor_ref: string;
  vpc_id: string;
  subnet_id: string;
  security_group_id?: string;
  availability_zone_mode: "single" | "multi";
  master_availability_zone?: string;
  slave_count: number;
  charge_info?: ChargeInfo;
  configuration_id?: string;
  backup_strategy?: { start_time: string; keep_days?: string };
  time_zone?: string;
  volume?: { size: string };
  tags?: Tag[];
  lower_case_table_names?: number;
  enterprise_project_id?: string | number;
  dedicated_resource_id?: string;
  restore_point?: { source_instance_id: string; backup_id?: string; restore_time?: number; type?: string };
  tde_info?: { enable_tde: boolean; encryption_type: string };
}

/** 4.3.1. */
export function createInstanceHandlers(world: World): Handlers {
  return {
    createInstance: (call) => {
      const body = call.body as CreateInstanceBody;
      const project = projectOf(world, call);
      checkCreation(world, project, body);
      const contents = body.restore_point && restoredContents(world, body.restore_point);
      const instance = newInstance(world, call, body);
      world.store.instances.set(instance.id, instance);
      const build = (orderId: string) => startBuilding(world, instance, { body, contents, orderId });
      if (instance.charge_info.charge_mode === "postPaid") {
        return { status: 201, body: { instance: creationView(instance, body), job_id: build("").id } };
      }
      const isAutoPay = body.charge_info?.is_auto_pay ?? "false";
      const order = placeOrder(world, instance, { isAutoPay, carryOut: build });
      instance.order_id = order.id;
      return { status: 201, body: { instance: creationView(instance, body), order_id: order.id } };
    },
  };
}

function newInstance(world: World, call: Call, body: CreateInstanceBody): Instance {
  const project = projectOf(world, call);
  const template = body.configuration_id ? templateById(world, body.configuration_id) : systemTemplate(world);
  const now = world.clock.now();
  return {
    id: world.newId("in07"),
    project_id: project.id,
    created: now,
    updated: now,
    name: body.name,
    alias: "",
    region: project.region,
    status: "creating",
    activity: "BUILD",
    port: 3306,
    kernel_version: body.datastore.kernel_version ?? engine.kernel_version,
    flavor_ref: body.flavor_ref,
    vpc_id: body.vpc_id,
    subnet_id: body.subnet_id,
    security_group_id: body.security_group_id ?? world.newUuid(),
    private_write_ip: "",
    availability_zone_mode: body.availability_zone_mode,
    master_availability_zone: body.master_availability_zone ?? `${project.region}a`,
    time_zone: body.time_zone ?? "UTC",
    enterprise_project_id: String(body.enterprise_project_id ?? "0"),
    dedicated_resource_id: body.dedicated_resource_id ?? "",
    lower_case_table_names: body.lower_case_table_names ?? 1,
    charge_info: { charge_mode: "postPaid", ...body.charge_info },
    order_id: "",
    volume_size: Number(body.volume?.size ?? 10),
    backup_policy: {
      start_time: body.backup_strategy?.start_time ?? "18:00-19:00",
      keep_days: Number(body.backup_strategy?.keep_days ?? 7),
      period: "1,2,3,4,5,6,7",
    },
    maintenance_window: windowFrom(18),
    ssl_option: true,
    eip: null,
    tde_info: body.tde_info ?? null,
    tags: body.tags ?? [],
    configuration_id: template.id,
    configuration_updated: now,
    parameter_values: { ...template.parameter_values },
    monitoring_period: null,
    private_dns_name: "",
    auto_scaling: null,
    auto_scaling_records: [],
    serverless: null,
    full_sql: false,
    slow_log_masking: false,
    sql_throttling: false,
    backup_encryption: null,
    cross_region_backup: null,
    ended_lts_logs: [],
    abnormal_metrics: [],
    password_changes: 0,
  };
}

function startBuilding(
  world: World,
  instance: Instance,
  { body, contents, orderId }: { body: CreateInstanceBody; contents: Contents | undefined; orderId: string },
) {
  return startJob(world, {
    name: contents ? "RestoreGaussDBforMySQLNewInstance" : "CreateGaussDBforMySQLInstance",
    instance,
    seconds: durations.createInstance,
    activity: "BUILD",
    orderId,
    finish: (state) => {
      finishBuilding(world, instance, body.slave_count, state);
      if (contents && instance.status === "normal") replaceContents(world, instance, contents);
    },
    fail: () => {
      instance.status = "createfail";
    },
  });
}

function finishBuilding(world: World, instance: Instance, slaveCount: number, state: string = "normal") {
  instance.status = state === "failed" ? "createfail" : (state as InstanceStatus);
  if (instance.status === "createfail") return;
  instance.private_write_ip = world.newAddress();
  for (let count = 0; count <= slaveCount; count += 1) {
    const node = addNode(world, instance, { type: count === 0 ? "master" : "slave", priority: 1 });
    node.status = "normal";
  }
  startBackup(world, instance, { type: "auto", seconds: durations.firstBackup });
}

/** The new instance as the answer shows it; what the request left out is left out here too. */
function creationView(instance: Instance, body: CreateInstanceBody) {
  return {
    id: instance.id,
    name: instance.name,
    status: "BUILD",
    datastore: { type: body.datastore.type, version: body.datastore.version },
    mode: "Cluster",
    configuration_id: instance.configuration_id,
    port: String(instance.port),
    backup_strategy: {
      start_time: instance.backup_policy.start_time,
      keep_days: String(instance.backup_policy.keep_days),
    },
    enterprise_project_id: instance.enterprise_project_id,
    region: instance.region,
    availability_zone_mode: instance.availability_zone_mode,
    master_availability_zone: instance.master_availability_zone,
    vpc_id: instance.vpc_id,
    security_group_id: instance.security_group_id,
    subnet_id: instance.subnet_id,
    flavor_ref: instance.flavor_ref,
    charge_info: instance.charge_info,
    ...(instance.charge_info.charge_mode === "prePaid" && { volume: { size: instance.volume_size } }),
  };
}
