import { NotConfigured } from "../http/errors.ts";
import { addressIn, setting } from "../http/settings.ts";
import type { Configuration } from "../runtime/resource.ts";
import { hostOf, regions } from "./hosts.ts";
import type { User } from "./iam.ts";
import type { AccessKey } from "./signature.ts";

/** Where the requests go, and in whose name; all of it plain data. */
export interface Settings {
  readonly region: string;
  readonly projectId?: string;
  readonly endpoint: string;
  readonly authUrl: string;
  readonly identity: { readonly key: AccessKey } | { readonly user: User };
}

const variables = {
  region: "HW_REGION_NAME",
  projectId: "HW_PROJECT_ID",
  accessKey: "HW_ACCESS_KEY",
  secretKey: "HW_SECRET_KEY",
  securityToken: "HW_SECURITY_TOKEN",
  domainName: "HW_DOMAIN_NAME",
  userName: "HW_USER_NAME",
  password: "HW_USER_PASSWORD",
  authUrl: "HW_AUTH_URL",
} as const;

type Key = keyof typeof variables;
type Read = (key: Key) => string | undefined;

const keyPair = ["accessKey", "secretKey"] as const;
const userAndPassword = ["domainName", "userName", "password"] as const;

/** The settings of a configuration. Throws `NotConfigured`, which names everything that is missing. */
export function settings(configuration: Configuration): Settings {
  const read: Read = (key) => setting(configuration, `huaweicloud:${key}`, variables[key]);
  const region = read("region");
  const identity = identityOf(read);
  if (region === undefined || identity === undefined) throw missing(read);
  const host = setting(configuration, "huaweicloud:endpoint") ?? hostOf(region);
  if (host === undefined) {
    throw new NotConfigured(
      `The address of GaussDB(for MySQL) in region ${region} is not known (known: ${regions.join(", ")}). ` +
        "Set huaweicloud:endpoint to it.",
    );
  }
  const projectId = read("projectId");
  return {
    region,
    ...(projectId === undefined ? {} : { projectId }),
    endpoint: addressIn("huaweicloud:endpoint", host).href,
    authUrl: addressIn("huaweicloud:authUrl", read("authUrl") ?? "https://iam.myhuaweicloud.com").href,
    identity,
  };
}

function identityOf(read: Read): Settings["identity"] | undefined {
  const [accessKey, secretKey, securityToken] = [read("accessKey"), read("secretKey"), read("securityToken")];
  if (accessKey !== undefined && secretKey !== undefined) {
    return { key: { accessKey, secretKey, ...(securityToken === undefined ? {} : { securityToken }) } };
  }
  const [domainName, userName, password] = [read("domainName"), read("userName"), read("password")];
  if (domainName === undefined || userName === undefined || password === undefined) return undefined;
  return { user: { domainName, userName, password } };
}

/** Who has begun to set user and password is told the rest of it, everybody else the access key. */
function missing(read: Read): NotConfigured {
  const isMissing = (key: Key) => read(key) === undefined;
  const [chosen, other] =
    !userAndPassword.every(isMissing) && keyPair.every(isMissing)
      ? [userAndPassword, keyPair]
      : [keyPair, userAndPassword];
  const lacking = [...(["region"] as const), ...(identityOf(read) ? [] : chosen)].filter(isMissing);
  const instead = identityOf(read) ? "" : ` ${named(other)} will do as well.`;
  return new NotConfigured(
    `Huawei Cloud is not configured: ${named(lacking)} ${lacking.length === 1 ? "is" : "are"} missing.${instead}`,
  );
}

function named(keys: readonly Key[]): string {
  return keys.map((key) => `huaweicloud:${key} (${variables[key]})`).join(", ");
}
