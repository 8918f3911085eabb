import PQueue from "p-queue";
import { background } from "../http/background.ts";
import { caller } from "../http/call.ts";
import { type Cloud, cloud } from "../http/cloud.ts";
import { collection, interruptible } from "../http/collection.ts";
import type { Operation } from "../http/operation.ts";
import { remembered } from "../http/remembered.ts";
import type { Configuration, Connection } from "../runtime/resource.ts";
import { type Operations, operations } from "./api.gen.ts";
import { account } from "./configuration.ts";
import { dialect } from "./dialect.ts";
import type { GaussDb, InstanceDetail, ProxyDetail, Started, TemplateSummary } from "./gaussdb.ts";
import { jobsOver } from "./jobs.ts";

/** For reads that several operations share. */
type Shared = Pick<Cloud<Operations>, "get">;

/** Connects to GaussDB(for MySQL) in the project and region of the configuration. */
export async function connect(configuration: Configuration): Promise<Connection<GaussDb>> {
  const { region, projectId, endpoint, authentication } = await account(configuration);
  const speech = dialect({ endpoint, projectId, authentication });
  const call = caller(operations, speech);
  const shared: Shared = {
    get: (operation, args) => cloud<Operations>(call, speech, background(), async () => undefined).get(operation, args),
  };
  const instances = collection(instancesOf(shared));
  const parameterTemplates = collection(templatesOf(shared));
  const proxies = remembered((instanceId) => collection(proxiesOf(shared, instanceId)));
  const turns = remembered(() => new PQueue({ concurrency: 1 }));

  function during(operation: Operation, held?: string): GaussDb {
    const own = cloud<Operations>(call, speech, operation, (answer, name) => jobsOver(view, name, answer as Started));
    const inTurn = <T>(args: unknown, work: () => Promise<T>): Promise<T> => {
      const instanceId = (args as { instance_id?: string }).instance_id;
      if (instanceId === undefined || instanceId === held) return work();
      return turns(instanceId).add(work, { signal: operation.signal });
    };
    const view: GaussDb = {
      ...own,
      region,
      begin: (name, args) => inTurn(args, () => own.begin(name, args)),
      change: (name, args) => inTurn(args, () => own.change(name, args)),
      finished: (answer) => jobsOver(view, "the change", answer),
      exclusively: (instanceId, work) =>
        held === instanceId
          ? work(view)
          : turns(instanceId).add(() => work(during(operation, instanceId)), { signal: operation.signal }),
      instances: interruptible(instances, operation.signal),
      parameterTemplates: interruptible(parameterTemplates, operation.signal),
      proxies: (instanceId) => interruptible(proxies(instanceId), operation.signal),
    };
    return view;
  }

  return { account: `${region}/${projectId}`, during: (operation) => during(operation) };
}

const page = 100;

/** All pages of a list. */
async function pages<T>(read: (offset: number) => Promise<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const found = await read(items.length);
    items.push(...found);
    if (found.length < page) return items;
  }
}

function instancesOf(shared: Shared) {
  const details = async (ids: readonly string[]) =>
    (await shared.get("listInstanceDetails", { instance_ids: ids.join(",") }))?.instances ?? [];
  return {
    one: async (id: string): Promise<InstanceDetail | undefined> => {
      const instance = (await shared.get("getInstance", { instance_id: id }))?.instance;
      return instance?.id ? instance : undefined;
    },
    several: async (ids: readonly string[]) => {
      const chunks = Array.from({ length: Math.ceil(ids.length / 20) }, (_, index) =>
        ids.slice(index * 20, index * 20 + 20),
      );
      return (await Promise.all(chunks.map(details))).flat();
    },
    all: async () => {
      const summaries = await pages(
        async (offset) => (await shared.get("listInstances", { offset, limit: page }))?.instances ?? [],
      );
      return summaries.length === 0 ? [] : instancesOf(shared).several(summaries.map(({ id }) => id));
    },
    idOf: ({ id }: InstanceDetail) => id,
  };
}

function templatesOf(shared: Shared) {
  const all = () =>
    pages<TemplateSummary>(
      async (offset) => (await shared.get("listParameterTemplates", { offset, limit: page }))?.configurations ?? [],
    );
  return {
    all,
    one: async (id: string) => (await all()).find((template) => template.id === id),
    idOf: ({ id }: TemplateSummary) => id,
  };
}

function proxiesOf(shared: Shared, instanceId: string) {
  const all = () =>
    pages<ProxyDetail>(
      async (offset) =>
        (await shared.get("listProxies", { instance_id: instanceId, offset, limit: page }))?.proxy_list ?? [],
    );
  return {
    all,
    one: async (id: string) => (await all()).find((item) => item.proxy?.pool_id === id),
    idOf: (item: ProxyDetail) => item.proxy?.pool_id ?? "",
  };
}
