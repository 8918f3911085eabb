import type { CloudContext, CloudSimulation, Handler } from "../cloud.ts";
import { change, dump, remove } from "./admin.ts";
import { limitHeaders, newAdmission } from "./admission.ts";
import { apiKeyHandlers } from "./api-keys/handlers.ts";
import { backupHandlers } from "./backups/backups.ts";
import { backupBucketHandlers } from "./backups/bucket.ts";
import { backupConfigurationHandlers } from "./backups/configuration.ts";
import { clickHouseSettingsHandlers } from "./clickhouse-settings/handlers.ts";
import { documentPath } from "./document.ts";
import { failure, VendorRefusal } from "./envelope.ts";
import { metricsHandlers } from "./metrics.ts";
import { movedHandlers } from "./moved.ts";
import { organizationHandlers } from "./organization/handlers.ts";
import { cdcScalingHandlers } from "./pipes/cdc-scaling.ts";
import { changePipeHandlers } from "./pipes/change.ts";
import { pipeHandlers } from "./pipes/create.ts";
import { discoveryHandlers } from "./pipes/discovery.ts";
import { pipeScalingHandlers } from "./pipes/scaling.ts";
import { settingsHandlers } from "./pipes/settings.ts";
import { privateEndpointHandlers } from "./private-endpoints/handlers.ts";
import { queryEndpointHandlers } from "./query-endpoint.ts";
import { reversePrivateEndpointHandlers } from "./reverse-private-endpoints/handlers.ts";
import { scalingScheduleHandlers } from "./scaling-schedule/handlers.ts";
import { changeServiceHandlers } from "./services/change.ts";
import { createServiceHandlers } from "./services/create.ts";
import { passwordHandlers } from "./services/password.ts";
import { readServiceHandlers } from "./services/read.ts";
import { scalingHandlers } from "./services/scaling.ts";
import { serviceStateHandlers } from "./services/state.ts";
import { upgradeWindowHandlers } from "./upgrade-window.ts";
import { type Handlers, newWorld, resetWorld, type World } from "./world.ts";

/** The simulated ClickHouse Cloud. */
export function clickhouse(context: CloudContext): CloudSimulation {
  const world = newWorld(context);
  return {
    name: "clickhouse",
    document: documentPath(),
    knownDifferences,
    authenticate: newAdmission(world),
    headers: limitHeaders(context),
    invalid: (problems) => {
      const texts = problems.slice(0, 10).map(({ path, message }) => `${path} ${message}`.trim());
      return failure(world, 400, `BAD_REQUEST: ${texts.join("; ")}`);
    },
    handlers: answeringRefusals(world, handlersOf(world)),
    objects: () => dump(world),
    change: (kind, id, patch) => change(world, kind, id, patch),
    remove: (kind, id) => remove(world, kind, id),
    reset: () => resetWorld(world),
  };
}

/** Engine types with parentheses, `null` for an empty sorting key, 0 for sizes that are not known yet. */
const knownDifferences = [
  /destination\/tableDefinition\/(engine\/type|sortingKey)$/,
  /scaling\/(replicaCpuMillicores|replicaMemoryGb)$/,
];

function handlersOf(world: World): Handlers {
  return {
    ...organizationHandlers(world),
    ...apiKeyHandlers(world),
    ...privateEndpointHandlers(world),
    ...createServiceHandlers(world),
    ...readServiceHandlers(world),
    ...changeServiceHandlers(world),
    ...serviceStateHandlers(world),
    ...scalingHandlers(world),
    ...passwordHandlers(world),
    ...queryEndpointHandlers(world),
    ...scalingScheduleHandlers(world),
    ...upgradeWindowHandlers(world),
    ...clickHouseSettingsHandlers(world),
    ...backupHandlers(world),
    ...backupConfigurationHandlers(world),
    ...backupBucketHandlers(world),
    ...pipeHandlers(world),
    ...changePipeHandlers(world),
    ...pipeScalingHandlers(world),
    ...settingsHandlers(world),
    ...discoveryHandlers(world),
    ...cdcScalingHandlers(world),
    ...movedHandlers,
    ...reversePrivateEndpointHandlers(world),
    ...metricsHandlers(world),
  };
}

/** Handlers that answer what they refuse instead of throwing it. */
function answeringRefusals(world: World, handlers: Handlers): Handlers {
  const guarded = (handler: Handler): Handler => {
    return (call) => {
      try {
        return handler(call);
      } catch (error) {
        if (error instanceof VendorRefusal) return failure(world, error.status, error.message);
        throw error;
      }
    };
  };
  return Object.fromEntries(Object.entries(handlers).map(([operationId, handler]) => [operationId, guarded(handler)]));
}
