import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Incoming, Outgoing } from "../../../provider/http/exchange.ts";
import type { Simulator } from "../../../simulator/index.ts";
import { type VirtualTime, virtualTime } from "../../faults/virtual-time.ts";
import { type Made, newRun } from "../simulated-run.ts";
import { cloudsInVirtualTime, exchangeWith, inParallel } from "./simulated-clouds.ts";

const { exchange } = vi.hoisted(() => ({ exchange: vi.fn<(outgoing: Outgoing) => Promise<Incoming>>() }));
vi.mock("../../../provider/http/exchange.ts", () => ({ exchange }));

let time: VirtualTime;
let clouds: ReturnType<typeof cloudsInVirtualTime>;

beforeEach(() => {
  time = virtualTime(new Date("2026-03-01T08:00:00Z"));
});

afterEach(() => {
  time[Symbol.dispose]();
});

function newClouds(options: { rateLimit?: boolean } = {}): void {
  clouds = cloudsInVirtualTime(options);
  exchange.mockImplementation(exchangeWith(() => clouds));
}

const tokens = [
  "clickhouse:Service",
  "clickhouse:ClickPipe",
  "gaussdb:Instance",
  "gaussdb:ReadReplica",
  "gaussdb:Proxy",
];

/** A run that has loaded what it needs: the disk does not wait in virtual time. */
async function newRunInVirtualTime(): Promise<Run> {
  const run = await newRun(clouds as unknown as Simulator);
  const { loaderOf } = await import("../../../provider/kinds.ts");
  await Promise.all([
    ...tokens.map((token) => loaderOf(token)?.()),
    import("../../../provider/clickhouse/connection.ts"),
    import("../../../provider/gaussdb/connection.ts"),
  ]);
  return run;
}

/** The requests since the n-th, as operations with how often they were sent. */
function sent(from = 0): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operationId = "" } of clouds.requests().slice(from))
    counts[operationId] = (counts[operationId] ?? 0) + 1;
  return counts;
}

const refused = () => clouds.requests().filter(({ status }) => status === 429).length;
const total = (calls: Record<string, number>) => Object.values(calls).reduce((sum, count) => sum + count, 0);

const service = {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24" }],
  minReplicaMemoryGb: 16,
  maxReplicaMemoryGb: 64,
  numReplicas: 3,
};

function pipe(serviceId: string, table: string) {
  return {
    serviceId,
    source: {
      mysql: {
        host: "203.0.113.10",
        port: 3306,
        credentials: { username: "clickpipes", password: "Clickpipes-2468" },
        settings: { replicationMode: "cdc" },
        tableMappings: [{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: table }],
      },
    },
    destination: { database: "default" },
  };
}

type Run = Awaited<ReturnType<typeof newRun>>;
interface Stack {
  readonly services: Made[];
  readonly pipes: Made[];
}

/** Creates so many services, and pipes in each as soon as it is there. */
async function servicesWithPipes(of: Run, count: number, pipesEach: number): Promise<Stack> {
  const [services, pipes] = [of("clickhouse:Service"), of("clickhouse:ClickPipe")];
  const tasks = Array.from({ length: count }, async (_, index) => {
    const made = await services.create(`service-${index}`, service);
    const own = Array.from({ length: pipesEach }, (_, nth) =>
      pipes.create(`pipe-${index}-${nth}`, pipe(made.id, `orders_${nth}`)),
    );
    return { made, own: await Promise.all(own) };
  });
  const all = await time.pass(() => Promise.all(tasks));
  return { services: all.map(({ made }) => made), pipes: all.flatMap(({ own }) => own) };
}

const instance = {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "multi",
  masterAvailabilityZone: "ap-southeast-3a",
  vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58",
  subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  securityGroupId: "fc577a1a-f202-424a-977f-24faec3fdd55",
  password: "Orders-bench-2468",
  slaveCount: 2,
};

/** An instance with its read replicas and its proxy. */
interface Cluster {
  readonly instance: Made;
  readonly children: readonly { readonly token: string; readonly made: Made }[];
}

/** Creates so many instances with two read replicas and a proxy each. */
async function clusters(of: Run, count: number): Promise<Cluster[]> {
  const cluster = async (index: number): Promise<Cluster> => {
    const made = await of("gaussdb:Instance").create(`orders-${index}`, instance);
    const { id } = made;
    const nodes = (made.outputs.nodes as { id: string; type: string }[]).filter(({ type }) => type === "slave");
    const replicas = nodes.map(async (node) => {
      const adopted = { instanceId: id, adopt: `${id}/${node.id}` };
      return {
        token: "gaussdb:ReadReplica",
        made: await of("gaussdb:ReadReplica").create(`${index}-${node.id}`, adopted),
      };
    });
    const args = { instanceId: id, flavorRef: "gaussdb.proxy.large.x86.2", nodeNum: 2, masterWeight: 100 };
    const proxy = { token: "gaussdb:Proxy", made: await of("gaussdb:Proxy").create(`proxy-${index}`, args) };
    return { instance: made, children: [...(await Promise.all(replicas)), proxy] };
  };
  return time.pass(() => Promise.all(Array.from({ length: count }, (_, index) => cluster(index))));
}

/** Refreshes objects as they are, 64 at a time, in a run of its own; answers what was sent, and that nothing is gone. */
async function refreshed(objects: readonly { readonly token: string; readonly made: Made }[]) {
  const of = await newRunInVirtualTime();
  const before = clouds.requests().length;
  const start = performance.now();
  const tasks = objects.map(
    ({ token, made }) =>
      () =>
        of(token).refresh(made),
  );
  const found = await time.pass(() => inParallel(64, tasks));
  expect(found.map(({ id }) => id)).toEqual(objects.map(({ made }) => made.id));
  return { calls: sent(before), seconds: (performance.now() - start) / 1_000 };
}

describe("a refresh without changes, 64 at a time", () => {
  it("of 50 services with 4 pipes each takes 51 calls, whatever the order in the state", async () => {
    newClouds();
    const { services, pipes } = await servicesWithPipes(await newRunInVirtualTime(), 50, 4);
    const byKind = [
      ...services.map((made) => ({ token: "clickhouse:Service", made })),
      ...pipes.map((made) => ({ token: "clickhouse:ClickPipe", made })),
    ];
    const byService = services.flatMap((made, index) => [
      { token: "clickhouse:Service", made },
      ...pipes.slice(4 * index, 4 * index + 4).map((made) => ({ token: "clickhouse:ClickPipe", made })),
    ]);

    expect((await refreshed(byKind)).calls).toEqual({ listServices: 1, listClickPipes: 50 });
    expect((await refreshed(byService)).calls).toEqual({ listServices: 1, listClickPipes: 50 });
  });

  it("of 100 instances with 2 replicas and a proxy each takes at most 110 calls, whatever the order in the state", async () => {
    newClouds();
    const all = await clusters(await newRunInVirtualTime(), 100);
    const instances = all.map(({ instance: made }) => ({ token: "gaussdb:Instance", made }));
    const byKind = [...instances, ...all.flatMap(({ children }) => children)];
    const byInstance = all.flatMap(({ instance: made, children }) => [
      { token: "gaussdb:Instance", made },
      ...children,
    ]);

    const one = await refreshed(byKind);
    const other = await refreshed(byInstance);

    expect(total(one.calls)).toBeLessThanOrEqual(110);
    expect(total(other.calls)).toBeLessThanOrEqual(110);
  });

  it("keeps within the rate limit, and takes no longer than it demands", async () => {
    newClouds({ rateLimit: true });
    const { services, pipes } = await servicesWithPipes(await newRunInVirtualTime(), 20, 2);
    await time.pass(() => new Promise((resolve) => setTimeout(resolve, 20_000)));

    const { calls, seconds } = await refreshed([
      ...services.map((made) => ({ token: "clickhouse:Service", made })),
      ...pipes.map((made) => ({ token: "clickhouse:ClickPipe", made })),
    ]);

    expect(calls).toEqual({ listServices: 1, listClickPipes: 20 });
    expect(refused()).toBe(0);
    expect(seconds).toBeLessThan(21);
  });
});

describe("an update under the rate limit", () => {
  it("that creates 20 services and 40 pipes is never refused, and hardly longer than the limit demands", async () => {
    newClouds({ rateLimit: true });
    const start = performance.now();

    const { services, pipes } = await servicesWithPipes(await newRunInVirtualTime(), 20, 2);

    expect(services.map(({ outputs }) => outputs.state)).toEqual(Array(20).fill("running"));
    expect(pipes).toHaveLength(40);
    expect(refused()).toBe(0);
    expect(sent()).toMatchObject({ createService: 20, createClickPipe: 40 });
    // Ten services at once are there after two minutes; forty pipes in four windows, the last ones set up after 95 s.
    expect((performance.now() - start) / 1_000).toBeLessThan(1.1 * (120 + 30 + 95));
  });
});
