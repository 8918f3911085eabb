import { defaultCredentials } from "../../../../simulator/credentials.ts";
import { type SimulatorOptions, startSimulator } from "../../../../simulator/index.ts";

export const { organizationId } = defaultCredentials.clickhouse;
const { tokenKey, tokenSecret } = defaultCredentials.clickhouse;

const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`;

export const authorization = basic(tokenKey, tokenSecret);

/** The id of the key with which an account begins. */
export const firstKeyId = "5100a1a7-0000-4000-8000-000000000002";

/** An answer of the simulated cloud: the result of its envelope, or the text of its error. */
export interface Reply<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  result: T;
  error: string;
}

/** A service as far as the tests look at it. */
export interface ServiceView {
  id: string;
  name: string;
  state: string;
  dataWarehouseId: string;
  isPrimary: boolean;
  endpoints: { protocol: string; port: number }[];
  ipAccessList: { source: string; description?: string }[];
  tags: { key: string; value?: string }[];
  [field: string]: unknown;
}

/** A pipe as far as the tests look at it. */
export interface PipeView {
  id: string;
  state: string;
  scaling?: { replicas: number; replicaCpuMillicores: number; replicaMemoryGb: number };
  source: Record<string, { [field: string]: unknown; tableMappings?: { targetTable: string }[] }>;
  destination: Record<string, unknown>;
  settings: Record<string, unknown>;
}

/** A service that the cloud accepts. */
export const serviceBody = {
  name: "Orders analytics",
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
};

export const ordersMapping = { sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" };

/** A MySQL pipe that the cloud accepts. */
export function mysqlPipe(source: object = {}) {
  return {
    name: "orders",
    source: {
      mysql: {
        host: "orders.example.com",
        port: 3306,
        credentials: { username: "clickpipes", password: "a secret" },
        settings: { replicationMode: "cdc" },
        tableMappings: [ordersMapping],
        ...source,
      },
    },
    destination: { database: "shop" },
  };
}

/** A Kafka pipe that the cloud accepts. */
export function kafkaPipe(source: object = {}) {
  return {
    name: "clicks",
    source: {
      kafka: {
        type: "confluent",
        format: "JSONEachRow",
        brokers: "broker-1.example.com:9092",
        topics: "clicks",
        authentication: "PLAIN",
        credentials: { username: "key", password: "a secret" },
        ...source,
      },
    },
    destination: {
      database: "web",
      table: "clicks",
      managedTable: true,
      columns: [{ name: "id", type: "String" }],
      tableDefinition: { engine: { type: "MergeTree" } },
    },
    fieldMappings: [{ sourceField: "id", destinationField: "id" }],
  };
}

export type TestCloud = Awaited<ReturnType<typeof startCloud>>;

/** A simulator of its own whose time moves only when a test moves it, and a client with the right key. */
export async function startCloud(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, checkAnswers: true, ...options });
  const advance = (seconds: number) => simulator.admin.advance(seconds);

  function ask(method: string, path: string, body?: unknown, as = authorization) {
    return fetch(`${simulator.url}/v1/organizations/${organizationId}${path}`, {
      method,
      headers: { authorization: as, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Paths begin below the organization. */
  async function send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    return read<T>(await ask(method, path, body));
  }

  /** Sends with another key than the account's first. */
  function as({ keyId, keySecret }: { keyId: string; keySecret: string }) {
    return async <T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<T>> =>
      read<T>(await ask(method, path, body, basic(keyId, keySecret)));
  }

  async function read<T>(reply: Response): Promise<Reply<T>> {
    const { result, error } = (await reply.json()) as { result: T; error: string };
    if (error?.includes("differs from the document")) throw new Error(error);
    return { status: reply.status, headers: reply.headers, result, error };
  }

  /** Sends for an answer that is no JSON. */
  async function sendForText(method: string, path: string, body?: unknown) {
    const reply = await ask(method, path, body);
    return { status: reply.status, type: reply.headers.get("content-type"), text: await reply.text() };
  }

  /** Creates a service and waits until it runs. */
  async function createService(body: object = {}): Promise<ServiceView> {
    const { result, error } = await send<{ service: ServiceView }>("POST", "/services", { ...serviceBody, ...body });
    if (!result) throw new Error(error);
    advance(600);
    return getService(result.service.id);
  }

  async function getService(id: string): Promise<ServiceView> {
    return (await send<ServiceView>("GET", `/services/${id}`)).result;
  }

  /** Creates a pipe, still on its way, and names its path. */
  async function createPipe(service: ServiceView, body: object) {
    const path = `/services/${service.id}/clickpipes`;
    const { result, error } = await send<PipeView>("POST", path, body);
    if (!result) throw new Error(error);
    const pipe = `${path}/${result.id}`;
    const get = async () => (await send<PipeView>("GET", pipe)).result;
    return { id: result.id, path: pipe, get };
  }

  return { simulator, send, as, sendForText, advance, createService, getService, createPipe };
}
