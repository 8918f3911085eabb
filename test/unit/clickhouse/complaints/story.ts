import { expect } from "vitest";
import type { Properties } from "../../../engine/embedded/property-values.ts";
import type { Declaration, Outcome, Program } from "../../../faults/stack.ts";
import { newWorld, type World } from "../../../faults/world.ts";

/** A stack on a simulated ClickHouse Cloud in virtual time, as somebody who complains would use it. */
export interface Story extends Disposable {
  /** Updates the stack, and expects that it works. */
  up(...program: Program): Promise<Outcome>;
  /** Updates the stack, whatever comes of it. */
  tryUp(...program: Program): Promise<Outcome>;
  preview(...program: Program): Promise<Outcome>;
  /** Refreshes the state, and expects that it works. */
  refresh(): Promise<Outcome>;
  /** The bodies of all requests for an operation, as far as they hold no secret. */
  bodies(operationId: string): unknown[];
  /** The operations that changed something, in order. */
  changesSent(): string[];
  /** The id by which the cloud knows a resource's object. */
  ownId(name: string): string;
  /** Somebody changes an object by hand. */
  byHand(kind: string, name: string, patch: Record<string, unknown>): void;
  readonly world: World;
}

export function newStory(options: Parameters<typeof newWorld>[1] = {}): Story {
  const world = newWorld("complaint", options);
  const { stack, time, clouds } = world;
  const requests = () => clouds.requests().filter(({ cloud }) => cloud === "clickhouse");
  const ownId = (name: string) => {
    const id = stack.ids()[name] ?? "";
    return id.slice(id.lastIndexOf("/") + 1);
  };
  const works = async (operation: () => Promise<Outcome>) => {
    const outcome = await time.pass(operation);
    expect(outcome.errors).toEqual([]);
    return outcome;
  };
  return {
    world,
    up: (...program) => works(() => stack.up(program)),
    tryUp: (...program) => time.pass(() => stack.up(program)),
    preview: (...program) => time.pass(() => stack.preview(program)),
    refresh: () => works(() => stack.refresh()),
    bodies: (wanted) => requests().flatMap(({ operationId, body }) => (operationId === wanted ? [body] : [])),
    changesSent: () => requests().flatMap(({ method, operationId }) => (method === "GET" ? [] : (operationId ?? "?"))),
    ownId,
    byHand: (kind, name, patch) => clouds.admin.change("clickhouse", kind, ownId(name), patch),
    [Symbol.dispose]: () => world[Symbol.dispose](),
  };
}

/** Nothing is to be done, and nothing was wrong. */
export function expectNoChange({ errors, changes, paths }: Outcome): void {
  expect([...errors, ...changes, ...paths]).toEqual([]);
}

const office = { source: "203.0.113.0/24", description: "Office" };

/** A service with as little as a program must say. */
export function service(args: Properties = {}, name = "analytics"): Declaration {
  const required = { provider: "aws", region: "eu-west-1", ipAccessList: [office] };
  return { token: "clickhouse:Service", name, after: [], args: () => ({ ...required, ...args }) };
}

/** Something that belongs to the service. */
export function ofService(token: string, name: string, args: Properties = {}): Declaration {
  const all: Declaration["args"] = ({ analytics }) => ({ serviceId: analytics?.id, ...args });
  return { token: `clickhouse:${token}`, name, after: ["analytics"], args: all };
}

export const mapping = (table: string, more: Properties = {}) => ({
  sourceSchemaName: "shop",
  sourceTable: table,
  targetTable: table,
  ...more,
});

/** A pipe from a MySQL database. */
export function mysqlPipe(mysql: Properties = {}, more: Properties = {}): Declaration {
  const source = {
    host: "db.example.com",
    port: 3306,
    credentials: { username: "clickpipes", password: "Hunter2-hunter2" },
    settings: { replicationMode: "cdc" },
    tableMappings: [mapping("orders")],
    ...mysql,
  };
  return ofService("ClickPipe", "orders", { source: { mysql: source }, destination: { database: "shop" }, ...more });
}

/** A pipe from a Kafka topic, whose messages follow a schema registry. */
export function kafkaPipe(kafka: Properties = {}, more: Properties = {}): Declaration {
  const source = {
    type: "confluent",
    format: "AvroConfluent",
    brokers: "broker-1.example.com:9092",
    topics: "clicks",
    authentication: "PLAIN",
    credentials: { username: "key", password: "Hunter2-hunter2" },
    schemaRegistry: {
      url: "https://registry.example.com",
      authentication: "PLAIN",
      credentials: { username: "registry", password: "Hunter3-hunter3" },
    },
    ...kafka,
  };
  const destination = {
    database: "web",
    table: "clicks",
    columns: [{ name: "id", type: "String" }],
    tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["id"] },
  };
  return ofService("ClickPipe", "clicks", { source: { kafka: source }, destination, ...more });
}
