import type { Properties } from "../../test/engine/embedded/property-values.ts";
import type { Declaration, Program } from "../../test/faults/stack.ts";

const service = {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24" }],
  minReplicaMemoryGb: 16,
  maxReplicaMemoryGb: 64,
  numReplicas: 3,
};

const pipeFor = (table: string) => ({
  source: {
    mysql: {
      host: "203.0.113.10",
      port: 3306,
      credentials: { username: "clickpipes", password: "Clickpipes-bench-1357" },
      settings: { replicationMode: "cdc" },
      tableMappings: [{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: table }],
    },
  },
  destination: { database: "default" },
});

/** Services of ClickHouse Cloud with some ClickPipes in each. */
export function servicesWithPipes(count: number, pipesEach: number): Program {
  const services = numbered(count, "analytics");
  return [
    ...services.map((name): Declaration => ({ token: "clickhouse:Service", name, after: [], args: () => service })),
    ...services.flatMap((name) =>
      numbered(pipesEach, `${name}-orders`).map(
        (pipe): Declaration => ({
          token: "clickhouse:ClickPipe",
          name: pipe,
          after: [name],
          args: (made) => ({ serviceId: made[name]?.id, ...pipeFor(pipe.replaceAll("-", "_")) }),
        }),
      ),
    ),
  ];
}

const configurations: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "clickhouse:BackupConfiguration": { backupPeriodInHours: 12, backupRetentionPeriodInHours: 168 },
  "clickhouse:ClickHouseSettings": { settings: { compatibility: "25.6", max_query_size: 524_288 } },
  "clickhouse:ReversePrivateEndpoint": {
    type: "VPC_ENDPOINT_SERVICE",
    vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
  },
  "clickhouse:ScalingSchedule": {
    entries: [{ name: "day", weekdays: [1, 2, 3, 4, 5], startHourUtc: 7, endHourUtc: 18, numReplicas: 3 }],
  },
  "clickhouse:UpgradeWindow": { weekday: 3, startHourUtc: 12 },
};

/** How many resources configure each of the services below. */
export const configurationsEach = Object.keys(configurations).length;

/** Services of ClickHouse Cloud with all that one of a kind configures each. */
export function configuredServices(count: number): Program {
  return numbered(count, "analytics").flatMap(
    (name): Program => [
      { token: "clickhouse:Service", name, after: [], args: () => service },
      ...Object.entries(configurations).map(
        ([token, args]): Declaration => ({
          token,
          name: `${name}-${token.split(":")[1]}`,
          after: [name],
          args: (made) => ({ serviceId: made[name]?.id, ...args }),
        }),
      ),
    ],
  );
}

const instance = {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "multi",
  masterAvailabilityZone: "ap-southeast-3a",
  vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58",
  subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  securityGroupId: "fc577a1a-f202-424a-977f-24faec3fdd55",
  password: "Orders-bench-2468",
};

/** Instances of GaussDB(for MySQL) with some read replicas each and, where asked for, a proxy. */
export function instancesWithReplicas(count: number, replicasEach: number, { proxy = false } = {}): Program {
  return numbered(count, "orders").flatMap((name): Program => {
    const replicas = numbered(replicasEach, `${name}-replica`).map(
      (replica): Declaration => ({
        token: "gaussdb:ReadReplica",
        name: replica,
        after: [name],
        args: (made) => ({ instanceId: made[name]?.id, priority: 1 }),
      }),
    );
    const ofProxy = (made: Parameters<Declaration["args"]>[0]) => ({
      instanceId: made[name]?.id,
      flavorRef: "gaussdb.proxy.large.x86.2",
      nodeNum: 2,
      masterWeight: 100,
    });
    return [
      { token: "gaussdb:Instance", name, after: [], args: () => instance },
      ...replicas,
      ...(proxy ? [{ token: "gaussdb:Proxy", name: `${name}-proxy`, after: [name], args: ofProxy }] : []),
    ];
  });
}

const password = "Orders-bench-3691";
const uuid = "0d0466b0-f9a3-4c1d-8a35-1dd24a6b2b7a";

/** How many resources live in each of the instances below. */
export const contentsEach = 18;

/** Instances of GaussDB(for MySQL), each with five databases, a user for each, two logs in LTS and a backup. */
export function furnishedInstances(count: number): Program {
  return numbered(count, "orders").flatMap((name): Program => {
    const inside = (token: string, own: string, args: Properties): Declaration => ({
      token: `gaussdb:${token}`,
      name: own,
      after: [name],
      args: (made) => ({ instanceId: made[name]?.id, ...args }),
    });
    const contents = numbered(5, "shop").flatMap((shop): Declaration[] => {
      const [database, user] = [`${name}-${shop}`, `${name}-${shop}-app`];
      const account = shop.replace("-", "_");
      return [
        inside("Database", database, { name: shop }),
        inside("DatabaseUser", user, { name: account, host: "10.0.0.%", password }),
        {
          token: "gaussdb:DatabasePrivilege",
          name: `${user}-may`,
          after: [database, user],
          args: (made) => ({ userId: made[user]?.id, databases: [{ name: shop, readonly: false }] }),
        },
      ];
    });
    const logs = ["error_log", "slow_log"].map((logType) =>
      inside("LtsLogConfiguration", `${name}-${logType}`, { logType, ltsGroupId: uuid, ltsStreamId: uuid }),
    );
    return [
      { token: "gaussdb:Instance", name, after: [], args: () => instance },
      ...contents,
      ...logs,
      inside("Backup", `${name}-backup`, {}),
    ];
  });
}

function numbered(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}
