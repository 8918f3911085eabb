import { listIn } from "../http/answer.ts";
import { caller } from "../http/call.ts";
import { cloud } from "../http/cloud.ts";
import { collection } from "../http/collection.ts";
import { NotConfigured } from "../http/errors.ts";
import type { Operation } from "../http/operation.ts";
import { remembered } from "../http/remembered.ts";
import { addressIn, setting } from "../http/settings.ts";
import { newTraffic } from "../http/traffic.ts";
import type { Configuration, Connection } from "../runtime/resource.ts";
import { type Operations, operations } from "./api.gen.ts";
import type { ClickHouse } from "./clickhouse.ts";
import { dialect } from "./dialect.ts";

/** Connects to the organization of the configuration. All kinds of objects share a connection and its pace. */
export async function connect(configuration: Configuration): Promise<Connection<ClickHouse>> {
  return connections(JSON.stringify(account(configuration)));
}

const connections = remembered((account) => connectTo(JSON.parse(account) as Account));

function connectTo({ organizationId, tokenKey, tokenSecret, apiUrl }: Account): Connection<ClickHouse> {
  const speech = dialect({ apiUrl: new URL(apiUrl), organizationId, tokenKey, tokenSecret });
  const traffic = newTraffic(speech.limit);
  const calls = { call: caller(operations, speech, traffic), dialect: speech, operations };
  // ClickHouse Cloud has no jobs: a change is followed by reading the object.
  const during = (operation: Operation) => cloud<Operations>(calls, operation, async () => undefined);
  const services = collection(traffic, {
    one: (serviceId, running) => during(running).get("getService", { serviceId }),
    all: async (running) => (await during(running).get("listServices", {})) ?? [],
    idOf: ({ id }) => id ?? "",
  });
  const clickPipes = remembered((serviceId) =>
    collection(traffic, {
      one: (clickPipeId, running) => during(running).get("getClickPipe", { serviceId, clickPipeId }),
      all: async (running) => (await during(running).get("listClickPipes", { serviceId })) ?? [],
      idOf: ({ id }) => id ?? "",
    }),
  );
  const reversePrivateEndpoints = remembered((serviceId) =>
    collection(traffic, {
      one: (reversePrivateEndpointId, running) =>
        during(running).get("getReversePrivateEndpoint", { serviceId, reversePrivateEndpointId }),
      all: async (running) => (await during(running).get("listReversePrivateEndpoints", { serviceId })) ?? [],
      idOf: ({ id }) => id,
    }),
  );
  const privateEndpointConfigs = remembered((serviceId) => {
    const config = (running: Operation) => during(running).get("getPrivateEndpointConfig", { serviceId });
    return collection(traffic, {
      one: (_, running) => config(running),
      all: async (running) => [(await config(running)) ?? []].flat(),
      idOf: () => serviceId,
    });
  });
  const registeredEndpoints = collection(traffic, {
    async all(running) {
      const organization = await during(running).get("getOrganization", {});
      return [...listIn("getOrganization", organization?.privateEndpoints, "object")];
    },
    idOf: ({ id }) => id,
  });
  const apiKeys = collection(traffic, {
    one: (keyId, running) => during(running).get("getApiKey", { keyId }),
    all: async (running) => (await during(running).get("listApiKeys", {})) ?? [],
    idOf: ({ id }) => id,
  });
  return {
    account: organizationId,
    during: (operation) => ({
      ...during(operation),
      services: services(operation),
      clickPipes: (serviceId) => clickPipes(serviceId)(operation),
      reversePrivateEndpoints: (serviceId) => reversePrivateEndpoints(serviceId)(operation),
      privateEndpointConfigs: (serviceId) => privateEndpointConfigs(serviceId)(operation),
      registeredEndpoints: registeredEndpoints(operation),
      apiKeys: apiKeys(operation),
    }),
  };
}

interface Account {
  readonly organizationId: string;
  readonly tokenKey: string;
  readonly tokenSecret: string;
  readonly apiUrl: string;
}

const settings = {
  organizationId: ["CLICKHOUSE_ORG_ID"],
  tokenKey: ["CLICKHOUSE_CLOUD_API_KEY", "CLICKHOUSE_TOKEN_KEY"],
  tokenSecret: ["CLICKHOUSE_CLOUD_API_SECRET", "CLICKHOUSE_TOKEN_SECRET"],
} as const;

function account(configuration: Configuration): Account {
  const read = (key: keyof typeof settings) => setting(configuration, `clickhouse:${key}`, ...settings[key]);
  const [organizationId, tokenKey, tokenSecret] = [read("organizationId"), read("tokenKey"), read("tokenSecret")];
  if (organizationId === undefined || tokenKey === undefined || tokenSecret === undefined) {
    const keys = (Object.keys(settings) as (keyof typeof settings)[]).filter((key) => read(key) === undefined);
    const named = keys.map((key) => `clickhouse:${key} (${settings[key].join(" or ")})`);
    throw new NotConfigured(
      `ClickHouse Cloud is not configured: ${named.join(", ")} ${named.length === 1 ? "is" : "are"} missing.`,
    );
  }
  const address = setting(configuration, "clickhouse:apiUrl", "CLICKHOUSE_API_URL") ?? "https://api.clickhouse.cloud";
  const apiUrl = addressIn("clickhouse:apiUrl", address.replace(/\/v1\/?$/, ""));
  return { organizationId, tokenKey, tokenSecret, apiUrl: apiUrl.href };
}
