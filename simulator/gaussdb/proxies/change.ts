import { requireFree } from "../busy.ts";
import { proxyEngine, proxyFlavors } from "../catalogue.ts";
import { durations } from "../durations.ts";
import { startJob } from "../jobs.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseProxy } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { changed, targetOf } from "./change-job.ts";
import { checkProxyParameter } from "./parameters.ts";

/** 4.7.7, 4.7.13 to 4.7.15, 4.7.19 and 4.7.23. */
export function changeProxyHandlers(world: World): Handlers {
  return {
    changeProxyFlavor: (call) => {
      const { flavor_ref: flavor } = call.body as { flavor_ref: string };
      const { instance, proxy } = targetOf(world, call);
      if (!proxyFlavors.some(({ spec_code }) => spec_code === flavor)) refuse("DBS.200054");
      const change = { name: "ScaleGaussDBforMySQLProxy", seconds: durations.changeProxyFlavor };
      return changed(world, instance, proxy, { ...change, patch: { flavor_ref: flavor } });
    },
    changeProxyConnectionPoolType: (call) => {
      const patch = call.body as Pick<DatabaseProxy, "connection_pool_type">;
      const { instance, proxy } = targetOf(world, call);
      return changed(world, instance, proxy, { name: "GaussDBforMySQLModifyProxyConnectionPool", patch });
    },
    updateProxyPort: (call) => {
      const patch = call.body as Pick<DatabaseProxy, "port">;
      const { instance, proxy } = targetOf(world, call);
      if (patch.port === proxy.port) return { status: 200, body: { job_id: null } };
      return changed(world, instance, proxy, { name: "GaussDBforMySQLModifyProxyPort", patch });
    },
    upgradeProxyVersion: (call) => {
      const body = call.body as { source_version: string; target_version: string };
      const { instance, proxy } = targetOf(world, call);
      const offered = body.source_version === proxy.version && body.target_version === proxyEngine.latest;
      if (body.source_version === body.target_version) refuse("DBS.05000008");
      requireFree(instance);
      if (!offered) return upgradeAnswer(world.newUuid(), "REJECT", "The version is not on offer");
      const job = startJob(world, {
        name: "UpgradeGaussDBforMySQLProxyVersion",
        instance,
        seconds: durations.restart,
        activity: "MODIFYING",
        finish: () => {
          proxy.version = body.target_version;
        },
      });
      return upgradeAnswer(job.id, "ACCEPT", null);
    },
    updateProxyConfigurations: (call) => {
      const body = call.body as { configurations: { name: string; value: string; elem_type: string }[] };
      const { instance, proxy } = targetOf(world, call);
      for (const configuration of body.configurations) checkProxyParameter(configuration);
      return changed(world, instance, proxy, {
        name: "GaussDBforMySQLModifyProxyConfiguration",
        finish: () => {
          for (const { name, value } of body.configurations) proxy.parameter_values[name] = value;
        },
      });
    },
    switchProxySsl: (call) => {
      const patch = call.body as Pick<DatabaseProxy, "ssl_option">;
      const { instance, proxy } = targetOf(world, call);
      return changed(world, instance, proxy, { name: "GaussDBforMySQLSwitchProxySSL", patch });
    },
  };
}

function upgradeAnswer(workflow_id: string, state: string, error_message: string | null) {
  return { status: 200, body: { update_result: [{ workflow_id, state, error_message }] } };
}
