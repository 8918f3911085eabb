import { NotConfigured } from "../http/errors.ts";
import { addressIn, setting } from "../http/settings.ts";
import type { Configuration } from "../runtime/resource.ts";
import { hostOf, regions } from "./hosts.ts";
import { findProject, issueToken, type Token, type User } from "./iam.ts";
import { type AccessKey, sign } from "./signature.ts";

/** Proves who sends a request. */
export interface Authentication {
  headers(
    request: { method: string; url: URL; body?: string },
    extra?: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>>;
  /** Renews what was refused; false if there is nothing to renew. */
  renew(): boolean;
}

/** Where the requests go, and in whose name. */
export interface Account {
  readonly region: string;
  readonly projectId: string;
  readonly endpoint: URL;
  readonly authentication: Authentication;
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
  endpoint: "HW_GAUSSDB_ENDPOINT",
} as const;

/** The account of a configuration; its project is looked up by region if it is not named. */
export async function account(configuration: Configuration): Promise<Account> {
  const read = (key: keyof typeof variables) => setting(configuration, `huaweicloud:${key}`, variables[key]);
  const region = read("region");
  const authUrl = addressIn("huaweicloud:authUrl", read("authUrl") ?? "https://iam.myhuaweicloud.com");
  const key = accessKey(read);
  const user = userOf(read);
  if (region === undefined || (key === undefined && user === undefined)) throw missing(region, read);
  const authentication = key ? signing(key) : tokens(authUrl, user as User, region);
  const host = read("endpoint") ?? hostOf(region);
  if (host === undefined) {
    throw new NotConfigured(
      `The address of GaussDB(for MySQL) in region ${region} is not known (known: ${regions.join(", ")}). ` +
        "Set huaweicloud:endpoint to it.",
    );
  }
  const endpoint = addressIn("huaweicloud:endpoint", host);
  const projectId =
    read("projectId") ?? (await findProject(authUrl, region, (method, url) => authentication.headers({ method, url })));
  return { region, projectId, endpoint, authentication };
}

type Read = (key: keyof typeof variables) => string | undefined;

function accessKey(read: Read): AccessKey | undefined {
  const [accessKey, secretKey, securityToken] = [read("accessKey"), read("secretKey"), read("securityToken")];
  if (accessKey === undefined || secretKey === undefined) return undefined;
  return { accessKey, secretKey, ...(securityToken === undefined ? {} : { securityToken }) };
}

function userOf(read: Read): User | undefined {
  const [domainName, userName, password] = [read("domainName"), read("userName"), read("password")];
  if (domainName === undefined || userName === undefined || password === undefined) return undefined;
  return { domainName, userName, password };
}

function missing(region: string | undefined, read: Read): NotConfigured {
  const named = (key: keyof typeof variables) => `huaweicloud:${key} (${variables[key]})`;
  const keys = (["accessKey", "secretKey"] as const).filter((key) => read(key) === undefined);
  const lacking = [...(region === undefined ? ["region" as const] : []), ...(userOf(read) ? [] : keys)];
  return new NotConfigured(
    `Huawei Cloud is not configured: ${lacking.map(named).join(", ")} ${lacking.length === 1 ? "is" : "are"} missing. ` +
      `Instead of the access key, ${(["domainName", "userName", "password"] as const).map(named).join(", ")} will do.`,
  );
}

const common = { "content-type": "application/json", "x-language": "en-us" };

function signing(key: AccessKey): Authentication {
  return {
    headers: async (request, extra) => sign({ ...request, headers: { ...common, ...extra }, date: new Date() }, key),
    renew: () => false,
  };
}

/** A token is asked for once, used by all, and renewed an hour before it expires or when it is refused. */
function tokens(authUrl: URL, user: User, project: string): Authentication {
  let token: Promise<Token> | undefined;
  const current = async (): Promise<Token> => {
    token ??= issueToken(authUrl, user, project);
    const issued = await token.catch((error: unknown) => {
      token = undefined;
      throw error;
    });
    if (issued.expires - Date.now() > 3_600_000) return issued;
    token = issueToken(authUrl, user, project);
    return token;
  };
  return {
    headers: async (_, extra) => ({ ...common, ...extra, "x-auth-token": (await current()).value }),
    renew() {
      token = undefined;
      return true;
    },
  };
}
