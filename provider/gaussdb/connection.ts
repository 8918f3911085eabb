import PQueue from "p-queue";
import { caller } from "../http/call.ts";
import { cloud } from "../http/cloud.ts";
import { collection } from "../http/collection.ts";
import type { Operation } from "../http/operation.ts";
import { remembered } from "../http/remembered.ts";
import { together } from "../http/together.ts";
import { newTraffic } from "../http/traffic.ts";
import { inTurn } from "../http/turn.ts";
import type { Configuration, Connection } from "../runtime/resource.ts";
import { account } from "./account.ts";
import { type Operations, operations } from "./api.gen.ts";
import {
  backupsOf,
  clickHouseLtsConfigsOf,
  clickHouseReplicationsOf,
  clickHouseUsersOf,
  databasesOf,
  databaseUsersOf,
  enterpriseProjectQuotasOf,
  htapInstancesOf,
  instanceSummariesOf,
  instancesOf,
  jobsOf,
  ltsConfigsOf,
  proxiesOf,
  type Reads,
  starRocksReplicationsOf,
  starRocksUsersOf,
  templatesOf,
} from "./collections.ts";
import { type Settings, settings } from "./configuration.ts";
import { dialect } from "./dialect.ts";
import type { GaussDb, Started } from "./gaussdb.ts";
import { jobsOver } from "./jobs.ts";

/**
 * Connects to GaussDB(for MySQL) in the project and region of the configuration. All kinds of objects share a
 * connection, and with it the turns at an instance.
 */
export async function connect(configuration: Configuration): Promise<Connection<GaussDb>> {
  return connections(JSON.stringify(settings(configuration)));
}

const connections = remembered((key) => connectTo(JSON.parse(key) as Settings));

async function connectTo(given: Settings): Promise<Connection<GaussDb>> {
  const { region, projectId, endpoint, authentication } = await account(given);
  const speech = dialect({ endpoint, projectId, authentication });
  const traffic = newTraffic(speech.limit);
  const calls = { call: caller(operations, speech, traffic), dialect: speech, operations };
  const reads: Reads = (running) => cloud<Operations>(calls, running, async () => undefined);
  const instances = collection(traffic, instancesOf(reads));
  const instanceSummaries = collection(traffic, instanceSummariesOf(reads));
  const jobs = collection(traffic, jobsOf(reads));
  const parameterTemplates = collection(traffic, templatesOf(reads));
  const backups = collection(traffic, backupsOf(reads));
  const proxies = remembered((instanceId) => collection(traffic, proxiesOf(reads, instanceId)));
  const databases = remembered((instanceId) => collection(traffic, databasesOf(reads, instanceId)));
  const databaseUsers = remembered((instanceId) => collection(traffic, databaseUsersOf(reads, instanceId)));
  const enterpriseProjectQuotas = collection(traffic, enterpriseProjectQuotasOf(reads));
  const ltsConfigs = collection(traffic, ltsConfigsOf(reads));
  const htapInstances = remembered((instanceId) => collection(traffic, htapInstancesOf(reads, instanceId)));
  const clickHouseUsers = remembered((clickHouseId) => collection(traffic, clickHouseUsersOf(reads, clickHouseId)));
  const clickHouseReplications = remembered((clickHouseId) =>
    collection(traffic, clickHouseReplicationsOf(reads, clickHouseId)),
  );
  const clickHouseLtsConfigs = collection(traffic, clickHouseLtsConfigsOf(reads));
  const starRocksUsers = remembered((starRocksId) => collection(traffic, starRocksUsersOf(reads, starRocksId)));
  const starRocksReplications = remembered((starRocksId) =>
    collection(traffic, starRocksReplicationsOf(reads, starRocksId)),
  );
  const turns = remembered(() => new PQueue({ concurrency: 1 }));
  // What is done for several operations is not interrupted while it waits: those who wait leave it, one by one.
  const { signal } = new AbortController();
  const joint = together<GaussDb>((instanceId, minutes, work) =>
    inTurn(turns(instanceId), () => work((operation) => during(operation, instanceId)), { signal, minutes }),
  );

  function during(operation: Operation, held?: string): GaussDb {
    const { signal } = operation;
    const own = cloud<Operations>(calls, operation, (answer, name) => jobsOver(view, name, answer as Started));
    const turn = <T>(instanceId: string | undefined, work: () => Promise<T>, minutes = 1): Promise<T> =>
      instanceId === undefined || instanceId === held ? work() : inTurn(turns(instanceId), work, { signal, minutes });
    const instanceOf = (args: unknown) => (args as { instance_id?: string }).instance_id;
    const view: GaussDb = {
      ...own,
      region,
      projectId,
      begin: (name, args) => turn(instanceOf(args), () => own.begin(name, args)),
      change: (name, args) => turn(instanceOf(args), () => own.change(name, args)),
      finished: (answer, what, usual) => jobsOver(view, what, answer, usual),
      exclusively: (instanceId, work, usual) =>
        turn(instanceId, () => work(held === instanceId ? view : during(operation, instanceId)), usual?.minutes),
      together: (work, instanceId, input) => joint(work, instanceId, input, operation),
      instances: instances(operation),
      instanceSummaries: instanceSummaries(operation),
      jobs: jobs(operation),
      parameterTemplates: parameterTemplates(operation),
      backups: backups(operation),
      proxies: (instanceId) => proxies(instanceId)(operation),
      databases: (instanceId) => databases(instanceId)(operation),
      databaseUsers: (instanceId) => databaseUsers(instanceId)(operation),
      enterpriseProjectQuotas: enterpriseProjectQuotas(operation),
      ltsConfigs: ltsConfigs(operation),
      htapInstances: (instanceId) => htapInstances(instanceId)(operation),
      clickHouseUsers: (clickHouseId) => clickHouseUsers(clickHouseId)(operation),
      clickHouseReplications: (clickHouseId) => clickHouseReplications(clickHouseId)(operation),
      clickHouseLtsConfigs: clickHouseLtsConfigs(operation),
      starRocksUsers: (starRocksId) => starRocksUsers(starRocksId)(operation),
      starRocksReplications: (starRocksId) => starRocksReplications(starRocksId)(operation),
    };
    return view;
  }

  return { account: `${region}/${projectId}`, during: (operation) => during(operation) };
}
