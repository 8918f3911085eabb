import type { CloudContext, CloudSimulation } from "../cloud.ts";
import { change, dump, remove } from "./admin.ts";
import { answering, withRequestId } from "./answers.ts";
import { authenticationProblem } from "./authentication.ts";
import { backupHandlers } from "./backups/backups.ts";
import { incrementalBackupHandlers } from "./backups/incremental.ts";
import { backupProtectionHandlers } from "./backups/protection.ts";
import { restoreHandlers } from "./backups/restore.ts";
import { tableRestoreHandlers } from "./backups/tables.ts";
import { changeClickHouseHandlers } from "./click-house/change.ts";
import { createClickHouseHandlers } from "./click-house/create.ts";
import { clickHouseLogHandlers } from "./click-house/logs.ts";
import { clickHouseLtsHandlers } from "./click-house/lts.ts";
import { readClickHouseHandlers } from "./click-house/read.ts";
import { clickHouseReplicationHandlers } from "./click-house/replications.ts";
import { clickHouseUserHandlers } from "./click-house/users.ts";
import { databaseHandlers } from "./databases/databases.ts";
import { privilegeHandlers } from "./databases/privileges.ts";
import { databaseUserHandlers } from "./databases/users.ts";
import { dedicatedResourceHandlers } from "./dedicated-resources.ts";
import { diagnosisHandlers } from "./diagnosis.ts";
import { documentPath } from "./document.ts";
import { listHtapHandlers } from "./htap/list.ts";
import { htapOfferHandlers } from "./htap/offer.ts";
import { iamAnswer } from "./iam.ts";
import { autoScalingHandlers } from "./instances/auto-scaling.ts";
import { changeInstanceHandlers } from "./instances/change.ts";
import { createInstanceHandlers } from "./instances/create.ts";
import { deleteInstanceHandlers } from "./instances/delete.ts";
import { domainNameHandlers } from "./instances/domain-name.ts";
import { kernelHandlers } from "./instances/kernel.ts";
import { logSwitchHandlers } from "./instances/log-switches.ts";
import { monitoringHandlers } from "./instances/monitoring.ts";
import { networkHandlers } from "./instances/network.ts";
import { readInstanceHandlers } from "./instances/read.ts";
import { instanceSizeHandlers } from "./instances/size.ts";
import { invalidAnswer } from "./invalid.ts";
import { jobRecordHandlers } from "./job-records.ts";
import { jobHandlers } from "./jobs.ts";
import { logDetailHandlers } from "./logs/details.ts";
import { fullSqlHandlers } from "./logs/full-sql.ts";
import { ltsLogHandlers } from "./lts-logs.ts";
import { replicaHandlers } from "./nodes/replicas.ts";
import { nodeRoleHandlers } from "./nodes/roles.ts";
import { applicationHandlers } from "./parameter-templates/application.ts";
import { templateHandlers } from "./parameter-templates/templates.ts";
import { changeProxyHandlers } from "./proxies/change.ts";
import { proxyLifeCycleHandlers } from "./proxies/life-cycle.ts";
import { readProxyHandlers } from "./proxies/read.ts";
import { proxyRoutingHandlers } from "./proxies/routing.ts";
import { switchProxyHandlers } from "./proxies/switches.ts";
import { quotaHandlers } from "./quotas.ts";
import { recycleBinHandlers } from "./recycle-bin.ts";
import { resourceCheckHandlers } from "./resource-check.ts";
import { scheduledJobHandlers } from "./scheduled-jobs.ts";
import { createStarRocksHandlers } from "./star-rocks/create.ts";
import { starRocksLifeCycleHandlers } from "./star-rocks/life-cycle.ts";
import { readStarRocksHandlers } from "./star-rocks/read.ts";
import { starRocksReplicationHandlers } from "./star-rocks/replications.ts";
import { starRocksUserHandlers } from "./star-rocks/users.ts";
import { tagHandlers } from "./tags.ts";
import { throttlingHandlers } from "./throttling.ts";
import { fill, type Handlers, newWorld, type World } from "./world.ts";

export { projectIdOf } from "./world.ts";

/** A number that the live API also takes as a text, and the -1 by which a quota has no limit. */
const lenient = [/^updateNodePriority \S+priority type$/, /^(set|update)EnterpriseProjectQuotas \S+_quota minimum$/];

/** The simulated GaussDB(for MySQL) and the two IAM paths that lead to it. */
export function gaussdb(context: CloudContext): CloudSimulation {
  const world = newWorld(context);
  const { huawei: account } = context.credentials;
  return {
    name: "huawei",
    document: documentPath(),
    authenticate: (request) => {
      const problem = authenticationProblem(world, account, request);
      return problem && withRequestId(world, problem);
    },
    lenient,
    invalid: (problems) => withRequestId(world, invalidAnswer(problems)),
    handlers: answering(world, handlersOf(world)),
    outside: (request) => iamAnswer(world, account, request),
    objects: () => dump(world),
    change: (kind, id, patch) => change(world, kind, id, patch),
    remove: (kind, id) => remove(world, kind, id),
    reset: () => {
      for (const objects of Object.values(world.store)) objects.clear();
      fill(world);
    },
  };
}

function handlersOf(world: World): Handlers {
  return {
    ...createInstanceHandlers(world),
    ...readInstanceHandlers(world),
    ...changeInstanceHandlers(world),
    ...instanceSizeHandlers(world),
    ...networkHandlers(world),
    ...domainNameHandlers(world),
    ...monitoringHandlers(world),
    ...autoScalingHandlers(world),
    ...logSwitchHandlers(world),
    ...kernelHandlers(world),
    ...dedicatedResourceHandlers(world),
    ...recycleBinHandlers(world),
    ...deleteInstanceHandlers(world),
    ...replicaHandlers(world),
    ...nodeRoleHandlers(world),
    ...backupHandlers(world),
    ...backupProtectionHandlers(world),
    ...incrementalBackupHandlers(world),
    ...restoreHandlers(world),
    ...tableRestoreHandlers(world),
    ...databaseHandlers(world),
    ...databaseUserHandlers(world),
    ...privilegeHandlers(world),
    ...throttlingHandlers(world),
    ...ltsLogHandlers(world),
    ...logDetailHandlers(world),
    ...fullSqlHandlers(world),
    ...diagnosisHandlers(world),
    ...quotaHandlers(world),
    ...templateHandlers(world),
    ...applicationHandlers(world),
    ...proxyLifeCycleHandlers(world),
    ...readProxyHandlers(world),
    ...changeProxyHandlers(world),
    ...proxyRoutingHandlers(world),
    ...switchProxyHandlers(world),
    ...tagHandlers(world),
    ...htapOfferHandlers(world),
    ...listHtapHandlers(world),
    ...createStarRocksHandlers(world),
    ...readStarRocksHandlers(world),
    ...starRocksLifeCycleHandlers(world),
    ...starRocksUserHandlers(world),
    ...starRocksReplicationHandlers(world),
    ...createClickHouseHandlers(world),
    ...readClickHouseHandlers(world),
    ...changeClickHouseHandlers(world),
    ...clickHouseUserHandlers(world),
    ...clickHouseReplicationHandlers(world),
    ...clickHouseLogHandlers(world),
    ...clickHouseLtsHandlers(world),
    ...resourceCheckHandlers(world),
    ...jobHandlers(world),
    ...scheduledJobHandlers(world),
    ...jobRecordHandlers(world),
  };
}
