import { requireFree } from "../busy.ts";
import { flavors } from "../catalogue.ts";
import { instanceOf, proxiesOf } from "../lookup.ts";
import { page } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { AutoScaling, Instance } from "../store.ts";
import { timestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";

interface PolicyBody extends Partial<Omit<AutoScaling, "id" | "created">> {
  status: "ON" | "OFF";
  scaling_strategy: AutoScaling["scaling_strategy"];
}

/** 4.3.28, 4.3.29, 4.3.38 and 4.3.39. */
export function autoScalingHandlers(world: World): Handlers {
  return {
    setAutoScalingPolicy: (call) => {
      const body = call.body as PolicyBody;
      const instance = instanceOf(world, call);
      checkPolicy(world, instance, body);
      requireFree(instance, { addingNodes: "DBS.05000084" });
      const { status, scaling_strategy: strategy } = body;
      instance.auto_scaling = status === "ON" ? policyOf(world, instance, body) : null;
      instance.updated = world.clock.now();
      const switch_status = { scaling_switch: status, ...strategy };
      return { status: 200, body: { instance_id: instance.id, instance_name: instance.name, switch_status } };
    },
    getAutoScalingPolicy: (call) => ({ status: 200, body: policyView(instanceOf(world, call)) }),
    listAutoScalingHistory: (call) => {
      const { auto_scaling_records: all } = instanceOf(world, call);
      return { status: 200, body: { total_count: all.length, records: page(all, call.query, 20) } };
    },
    setServerlessPolicy: (call) => {
      const { min_vcpus, max_vcpus } = call.body as { min_vcpus: number; max_vcpus: number };
      const instance = instanceOf(world, call);
      if (min_vcpus < 1 || min_vcpus > max_vcpus) refuse("DBS.05000044", "min_vcpus");
      requireFree(instance);
      instance.serverless = { min_vcpus, max_vcpus };
      instance.updated = world.clock.now();
      return { status: 200 };
    },
  };
}

/** Refuses to open or close a proxy while read replicas come and go by themselves. */
export function requireNoScalingReplicas({ auto_scaling }: Instance): void {
  if (auto_scaling?.scaling_strategy.read_only_switch === "ON") refuse("DBS.05000027");
}

function checkPolicy(world: World, instance: Instance, body: PolicyBody) {
  const { status, scaling_strategy: strategy, max_flavor } = body;
  const isOffered = flavors.some(({ spec_code }) => spec_code === max_flavor);
  if (max_flavor !== undefined && !isOffered) refuse("DBS.200054");
  if (status === "ON" && strategy.read_only_switch === "ON" && proxiesOf(world, instance).length !== 1) {
    refuse("DBS.05000091", "read_only_switch needs exactly one proxy");
  }
}

function policyOf(world: World, instance: Instance, body: PolicyBody): AutoScaling {
  return {
    id: instance.auto_scaling?.id ?? world.newUuid(),
    created: instance.auto_scaling?.created ?? world.clock.now(),
    scaling_strategy: body.scaling_strategy,
    monitor_cycle: body.monitor_cycle ?? null,
    silence_cycle: body.silence_cycle ?? null,
    enlarge_threshold: body.enlarge_threshold ?? null,
    max_flavor: body.max_flavor ?? null,
    reduce_enabled: body.reduce_enabled ?? null,
    max_read_only_count: body.max_read_only_count ?? null,
    read_only_weight: body.read_only_weight ?? null,
  };
}

/** Of a policy that is off nothing can be read: most fields are null, three are empty texts. */
function policyView(instance: Instance) {
  const { id: instance_id, name: instance_name, auto_scaling: policy } = instance;
  const current = flavors.find(({ spec_code }) => spec_code === instance.flavor_ref);
  const smallest = flavors.find(({ type }) => type === current?.type)?.spec_code ?? instance.flavor_ref;
  return {
    id: policy?.id ?? null,
    instance_id,
    instance_name,
    status: policy ? "ON" : "OFF",
    monitor_cycle: policy?.monitor_cycle ?? null,
    silence_cycle: policy?.silence_cycle ?? null,
    enlarge_threshold: policy?.enlarge_threshold ?? null,
    max_flavor: policy?.max_flavor ?? null,
    reduce_enabled: policy?.reduce_enabled ?? null,
    min_flavor: policy ? smallest : null,
    silence_start_at: policy ? timestamp(policy.created) : "",
    scaling_strategy: policy?.scaling_strategy ?? { flavor_switch: "", read_only_switch: "" },
    max_read_only_count: policy?.max_read_only_count ?? null,
    min_read_only_count: policy ? 1 : null,
    read_only_weight: policy?.read_only_weight ?? null,
  };
}
