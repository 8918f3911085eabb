import { refuse } from "../envelope.ts";
import type { Json, Service, SourceKind } from "../store.ts";

type Check = (source: Json, service: Service) => void;

/** Requires credentials that fit the authentication of a new source. */
export function requireCredentials(kind: SourceKind, source: Json, service: Service): void {
  if (isGiven(source.iamRole) && service.provider !== "aws") bad("iamRole is available to services on aws only");
  checks[kind]?.(source, service);
}

const checks: Partial<Record<SourceKind, Check>> = {
  kafka(source) {
    const credentials = source.credentials as Json | undefined;
    if (source.authentication === "IAM_ROLE") {
      if (!isGiven(source.iamRole)) bad("iamRole is required for IAM_ROLE");
      if (credentials) bad("credentials are not allowed for IAM_ROLE");
      return;
    }
    const field = kafkaField(source);
    if (!isGiven(credentials?.[field])) bad(`credentials.${field} is required for ${String(source.authentication)}`);
  },
  kinesis(source) {
    if (source.authentication === "IAM_USER" && !isGiven(source.accessKey)) bad("accessKey is required for IAM_USER");
  },
  objectStorage(source) {
    const { type, authentication, accessKey, iamRole, serviceAccountKey, url } = source;
    if (type !== "azureblobstorage" && !isGiven(url)) bad("url is required");
    if (type === "azureblobstorage" && isGiven(url)) bad("url is not allowed for azureblobstorage");
    if (authentication === "IAM_ROLE" && !isGiven(iamRole)) bad("iamRole is required for IAM_ROLE");
    if (authentication !== "SERVICE_ACCOUNT" && isGiven(serviceAccountKey)) bad("serviceAccountKey is not allowed");
    if (authentication !== "IAM_USER") return;
    if (!["s3", "gcs", "dospaces"].includes(String(type))) bad(`IAM_USER is not available for ${String(type)}`);
    if (!isGiven(accessKey)) bad("accessKey is required for IAM_USER");
  },
  postgres(source) {
    if (!isGiven(source.database)) bad("database is required");
    const { replicationSlotName, enableFailoverSlots } = (source.settings ?? {}) as Json;
    if (enableFailoverSlots && isGiven(replicationSlotName)) bad("enableFailoverSlots is not for a slot that is given");
    requireUser(source);
  },
  mysql: requireUser,
  mongodb({ uri, credentials }) {
    const isInUri = /^mongodb(\+srv)?:\/\/[^/@]+@/.test(String(uri));
    if (!isInUri && !isGiven((credentials as Json | undefined)?.password)) bad("credentials are required");
  },
};

function requireUser({ authentication, credentials }: Json) {
  const { username, password } = (credentials ?? {}) as Json;
  if (!isGiven(username)) bad("credentials.username is required");
  const isRole = authentication === "IAM_ROLE";
  if (isRole && isGiven(password)) bad("credentials.password is not allowed for IAM_ROLE");
  if (!isRole && !isGiven(password)) bad("credentials.password is required");
}

/** The field that tells whether Kafka credentials fit. */
function kafkaField({ type, authentication, credentials }: Json): string {
  const hasConnectionString = type === "azureeventhub" && "connectionString" in ((credentials ?? {}) as Json);
  if (hasConnectionString) return "connectionString";
  if (authentication === "IAM_USER") return "accessKeyId";
  return authentication === "MUTUAL_TLS" ? "privateKey" : "username";
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function bad(text: string) {
  refuse("BAD_REQUEST", `source: ${text}`);
}
