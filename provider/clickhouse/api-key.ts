import { z } from "zod";
import { autonamed, canonical, fallback, open, secret, stable, unordered, writeOnly } from "../runtime/traits.ts";
import { aspect, resource } from "./clickhouse.ts";
import { ipAccessEntry, isOpen, oneEntryASource } from "./ip-access-list.ts";

const digest = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "must be the base64 form of a SHA-256 digest, 44 characters");

const hashData = z.strictObject({
  keyIdHash: secret(writeOnly(digest)).describe("Standard base64 of the SHA-256 digest of the key id."),
  keyIdSuffix: writeOnly(z.string().regex(/^.{4}$/, "must have 4 characters")).describe(
    "Last four characters of the key id.",
  ),
  keySecretHash: secret(writeOnly(digest)).describe("Standard base64 of the SHA-256 digest of the key secret."),
});

/** A time, in whatever form it is written. */
const time = canonical(
  z
    .string()
    .refine((text) => text === "" || !Number.isNaN(Date.parse(text)), "must be a time such as 2027-01-15T00:00:00Z"),
  (value) => (typeof value !== "string" || Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString()),
);

const details = aspect({
  inputs: {
    name: autonamed(z.string().min(1), { maxLength: 100, forbidden: "[^A-Za-z0-9 _.-]" }).optional().describe("Name."),
    state: fallback(open(["enabled", "disabled"]), "enabled")
      .optional()
      .describe("Whether the key opens anything. Default `enabled`."),
    expireAt: fallback(time, "").optional().describe("Time at which the key expires, RFC 3339. Default: never."),
    assignedRoleIds: unordered(z.array(z.string().min(1)).min(1))
      .optional()
      .describe("Ids of the roles that the key has. The function `getApiKeys` shows the roles of other keys."),
    roles: unordered(z.array(open(["admin", "developer", "query_endpoints"])).min(1))
      .optional()
      .meta({ deprecated: true })
      .describe("Use `assignedRoleIds`. It has no effect in organizations that have custom roles."),
    ipAccessList: fallback(unordered(z.array(ipAccessEntry), "source"), [])
      .optional()
      .describe("From where the key may be used, by address. Order does not matter."),
  },
  rules: [
    {
      of: ["roles", "assignedRoleIds"],
      refuse: ({ roles, assignedRoleIds }) =>
        roles !== undefined && assignedRoleIds !== undefined
          ? "must not be set together with assignedRoleIds"
          : undefined,
    },
    oneEntryASource,
  ],
  notice({ inputs, live }) {
    if (inputs.state === "disabled" && live.state !== "disabled") return "The key stops working for all who use it.";
    return isOpen(inputs.ipAccessList) && !isOpen(live.ipAccessList)
      ? "The key can be used from everywhere (0.0.0.0/0)."
      : undefined;
  },
  async update({ cloud, id, changes: { expireAt, ipAccessList, ...simple }, live }) {
    const described = ipAccessList?.map((entry) => ({
      ...live.ipAccessList?.find(({ source }) => source === entry.source),
      ...entry,
    }));
    await cloud.change("updateApiKey", {
      keyId: id,
      body: { ...simple, ipAccessList: described, expireAt: timeOf(expireAt) } as never,
    });
  },
});

/** A key for the API of ClickHouse Cloud. */
export const apiKey = resource({
  token: "clickhouse:ApiKey",
  noun: "API key",
  description:
    "A key for the API of ClickHouse Cloud, and for the query endpoints of services. Id and secret are told once, in the " +
    "answer to the creation, and kept as outputs, the secret encrypted. With `hashData` the caller makes them, and the " +
    "vendor never knows them. The resource's id is the key's UUID, which query endpoints want.",
  inputs: {
    hashData: hashData
      .optional()
      .describe("Hashes of a key that the caller has made. If not set, ClickHouse Cloud makes one and tells it."),
  },
  outputs: {
    keyId: stable(z.string().optional()).describe(
      "Id to log in with. Only where ClickHouse Cloud made the key: it is told at the creation and never again.",
    ),
    keySecret: secret(z.string().optional()).describe(
      "Secret to log in with. Only where ClickHouse Cloud made the key: it is told at the creation and never again.",
    ),
    keySuffix: stable(z.string()).describe("Last four characters of the key id."),
    createdAt: stable(z.string()).describe("Time of the creation."),
  },
  aspects: [details],
  timeLimits: { create: 10, update: 10, delete: 10 },
  notice: ({ ipAccessList }) => (isOpen(ipAccessList) ? "The key can be used from everywhere (0.0.0.0/0)." : undefined),

  /** Nobody can use a key whose secret got lost with the answer. */
  toldOnce: ({ hashData }) => hashData === undefined,

  async create({ cloud, inputs: { expireAt, ...inputs }, created }) {
    const body = { ...inputs, expireAt: timeOf(expireAt) };
    const { key, keyId, keySecret } = await cloud.begin("createApiKey", { body: body as never });
    created(key?.id ?? "", inputs.hashData ? {} : { keyId, keySecret });
  },
  async find({ cloud, inputs: { name } }) {
    return (await cloud.apiKeys.list()).filter((key) => key.name === name).map(({ id }) => id);
  },
  async read({ cloud, id }) {
    const key = await cloud.apiKeys.get(id);
    if (key === undefined) return undefined;
    const { name, state, roles, assignedRoles, keySuffix, createdAt, expireAt, ipAccessList } = key;
    return {
      name,
      state,
      roles,
      assignedRoleIds: assignedRoles?.flatMap(({ roleId }) => roleId ?? []),
      keySuffix,
      createdAt,
      expireAt: expireAt || null,
      ipAccessList: ipAccessList ?? [],
    };
  },
  async delete({ cloud, id }) {
    await cloud.change("deleteApiKey", { keyId: id });
  },
});

/** A time as requests have it; `null` is never. */
function timeOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  return text === "" ? null : new Date(text).toISOString();
}
