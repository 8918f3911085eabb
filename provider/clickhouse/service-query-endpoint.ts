import { z } from "zod";
import { fallback, open, stable, unordered } from "../runtime/traits.ts";
import type { Operations } from "./api.gen.ts";
import { aspect, type ClickHouse, resource } from "./clickhouse.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const access = aspect({
  inputs: {
    openApiKeys: unordered(
      z
        .array(
          z.string().regex(uuid, "must be the UUID of an API key, as ApiKey.id has it, not the key id used to log in"),
        )
        .min(1),
    ).describe("API keys that may use the endpoint, by UUID. Order does not matter."),
    roles: unordered(z.array(open(["sql_console_read_only", "sql_console_admin"])).min(1)).describe(
      "What they may do. These are roles of the endpoint, not roles of the database.",
    ),
    allowedOrigins: fallback(unordered(z.array(z.string().regex(/^[^\s,]+$/, "must be one origin"))), [])
      .optional()
      .describe("Origins from which browsers may use the endpoint (CORS). Order does not matter. Default none."),
  },
  notice: ({ inputs }) => noticeOf(inputs),
  async update({ cloud, id, inputs }) {
    await upsert(cloud, id, inputs);
  },
});

/** The query endpoint of a ClickHouse Cloud service. */
export const serviceQueryEndpoint = resource({
  token: "clickhouse:ServiceQueryEndpoint",
  noun: "query endpoint",
  description:
    "The query endpoint of a ClickHouse Cloud service: it runs queries over HTTP with API keys. A service has one at most, " +
    "so its id is that of the service.",
  inputs: {
    serviceId: z.string().min(1).describe("Service that the queries run on."),
  },
  outputs: {
    queryEndpointId: stable(z.string()).describe("Id of the endpoint."),
  },
  aspects: [access],
  timeLimits: { create: 10, update: 10, delete: 10 },
  parent: { token: "clickhouse:Service", input: "serviceId" },
  notice: (inputs) => noticeOf(inputs),

  async create({ cloud, inputs, created }) {
    await upsert(cloud, inputs.serviceId, inputs);
    created(inputs.serviceId);
  },
  async find({ cloud, inputs: { serviceId } }) {
    const endpoint = await cloud.get("getServiceQueryEndpoint", { serviceId });
    return endpoint === undefined ? [] : [serviceId];
  },
  async read({ cloud, id }) {
    const endpoint = await cloud.get("getServiceQueryEndpoint", { serviceId: id });
    if (endpoint === undefined) return undefined;
    const { id: queryEndpointId, openApiKeys = [], roles = [], allowedOrigins } = endpoint;
    return { serviceId: id, queryEndpointId, openApiKeys, roles, allowedOrigins: originsIn(allowedOrigins) };
  },
  async delete({ cloud, id }) {
    await cloud.change("deleteServiceQueryEndpoint", { serviceId: id });
  },
});

interface Access {
  readonly openApiKeys: readonly string[];
  readonly roles: readonly string[];
  readonly allowedOrigins?: readonly string[] | undefined;
}

type Role = Required<Operations["upsertServiceQueryEndpoint"]["body"]>["roles"][number];

/** The API replaces the whole definition. */
async function upsert(cloud: ClickHouse, serviceId: string, { openApiKeys, roles, allowedOrigins = [] }: Access) {
  await cloud.change("upsertServiceQueryEndpoint", {
    serviceId,
    body: { openApiKeys, roles: roles as readonly Role[], allowedOrigins: allowedOrigins.join(",") },
  });
}

/** An empty text is none. */
function originsIn(text: unknown): string[] {
  const origins = typeof text === "string" ? text.split(",") : [];
  return origins.map((origin) => origin.trim()).filter((origin) => origin !== "");
}

function noticeOf({ roles, allowedOrigins }: Partial<Access>): string | undefined {
  const notices = [
    roles?.includes("sql_console_admin") &&
      "The keys may change and drop everything in the service: sql_console_admin.",
    allowedOrigins?.includes("*") && "Pages of every origin may use the query endpoint (*).",
  ];
  return notices.filter(Boolean).join(" ") || undefined;
}
