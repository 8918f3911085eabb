import { z } from "zod";
import { entryOf } from "../../../runtime/path.ts";
import { fixed, open, unordered, writeOnly } from "../../../runtime/traits.ts";
import type { SourceKind } from "./kind.ts";
import { commaSeparated, password, pem, text } from "./parts.ts";
import { exactlyWhen, rulesOf } from "./rule.ts";

const registryCredentials = z.strictObject({
  username: writeOnly(text).describe("User name."),
  password: password.describe("Password. It is never told again."),
});

const schemaRegistry = z.strictObject({
  url: z
    .string()
    .regex(/^https:\/\//, "must begin with https://")
    .describe("Address. HTTPS only."),
  authentication: z.literal("PLAIN").describe("Authentication. One value so far."),
  credentials: registryCredentials.describe("User of the registry."),
  caCertificate: pem.optional().describe("CA certificates (PEM) for the registry."),
});

const credentials = z.strictObject({
  username: writeOnly(text).optional().describe("PLAIN, SCRAM-SHA-256, SCRAM-SHA-512: user name."),
  password: password.optional().describe("The password that goes with it. It is never told again."),
  accessKeyId: writeOnly(text).optional().describe("IAM_USER: id of the access key."),
  secretKey: password.optional().describe("The secret that goes with it. It is never told again."),
  connectionString: password.optional().describe("Azure Event Hubs: connection string. It is never told again."),
  certificate: writeOnly(pem).optional().describe("MUTUAL_TLS: certificate of the client (PEM)."),
  privateKey: password.optional().describe("The private key that goes with it (PEM). It is never told again."),
});

const offset = z.strictObject({
  strategy: z.enum(["from_beginning", "from_latest", "from_timestamp"]).describe("Strategy."),
  timestamp: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "must be a UTC time such as 2026-01-31T12:00")
    .optional()
    .describe("from_timestamp: UTC time to begin at, to the minute, for example `2026-01-31T12:00`."),
});

const schema = z.strictObject({
  type: fixed(
    open(["kafka", "redpanda", "msk", "gcmk", "confluent", "warpstream", "azureeventhub", "dokafka"]),
  ).describe("Kind of Kafka."),
  format: fixed(open(["JSONEachRow", "Avro", "AvroConfluent", "Protobuf"])).describe("Format of the messages."),
  brokers: fixed(commaSeparated).describe("Bootstrap brokers as host:port, separated by commas."),
  topics: fixed(commaSeparated).describe("Topics, separated by commas."),
  consumerGroup: fixed(text).optional().describe("Consumer group. Default `clickpipes-` and the id of the pipe."),
  authentication: open(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "IAM_ROLE", "IAM_USER", "MUTUAL_TLS"]).describe(
    "How the pipe logs in. Which ones are possible depends on `type`.",
  ),
  credentials: credentials.optional().describe("What it logs in with. Required, but not with IAM_ROLE."),
  iamRole: text.optional().describe("IAM_ROLE: ARN of the role. Only for services on AWS."),
  offset: fixed(offset).optional().describe("Where in the topics to begin."),
  schemaRegistry: fixed(schemaRegistry).optional().describe("Schema registry."),
  caCertificate: pem.optional().describe("CA certificates (PEM) for the brokers."),
  reversePrivateEndpointIds: unordered(z.array(text))
    .optional()
    .describe("Ids of the reverse private endpoints to connect through. Order does not matter."),
  exactlyOnce: fixed(z.boolean())
    .optional()
    .describe("Insert each record exactly once, also over restarts and rebalances."),
});

/** Which logins a kind of Kafka takes. */
const logins: Readonly<Record<string, readonly string[]>> = {
  kafka: ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "MUTUAL_TLS"],
  redpanda: ["SCRAM-SHA-256", "SCRAM-SHA-512", "MUTUAL_TLS"],
  msk: ["SCRAM-SHA-512", "IAM_ROLE", "IAM_USER", "MUTUAL_TLS"],
  gcmk: ["PLAIN", "MUTUAL_TLS"],
  confluent: ["PLAIN", "MUTUAL_TLS"],
  warpstream: ["PLAIN"],
  azureeventhub: ["PLAIN"],
  dokafka: ["SCRAM-SHA-256", "MUTUAL_TLS"],
};

type KafkaSource = z.infer<typeof schema>;
const rule = rulesOf<KafkaSource>("kafka");

export const kafka: SourceKind<typeof schema> = {
  schema,
  connection: ["authentication", "iamRole", "credentials"],
  rules: [
    rule(["authentication", "type"], ({ type = "", authentication = "" }) => {
      const possible = entryOf(logins, type);
      return possible === undefined || possible.includes(authentication)
        ? undefined
        : `must be one of ${possible.join(", ")} with type ${type}`;
    }),
    rule(["credentials", "authentication", "type"], refuseCredentials),
    rule(["iamRole", "authentication"], ({ iamRole, authentication }) =>
      exactlyWhen(authentication === "IAM_ROLE", iamRole, "authentication IAM_ROLE"),
    ),
    rule(["offset.timestamp", "offset.strategy"], ({ offset }) =>
      exactlyWhen(offset?.strategy === "from_timestamp", offset?.timestamp, "strategy from_timestamp"),
    ),
  ],
};

function refuseCredentials({ type, authentication = "", credentials }: Partial<KafkaSource>): string | undefined {
  if (authentication === "IAM_ROLE") {
    return credentials === undefined ? undefined : "must not be set with authentication IAM_ROLE";
  }
  if (credentials === undefined) return `is required with authentication ${authentication}`;
  const given = Object.keys(credentials).filter((key) => credentials[key as keyof typeof credentials] !== undefined);
  const forms = formsOf(type, authentication);
  const fits = forms.some((form) => form.length === given.length && form.every((key) => given.includes(key)));
  if (fits) return undefined;
  return `must have ${forms.map((form) => form.join(" and ")).join(", or ")} with authentication ${authentication}`;
}

function formsOf(type: string | undefined, authentication: string): string[][] {
  if (authentication === "IAM_USER") return [["accessKeyId", "secretKey"]];
  if (authentication === "MUTUAL_TLS") return [["certificate", "privateKey"]];
  const user = ["username", "password"];
  return type === "azureeventhub" ? [["connectionString"], user] : [user];
}
