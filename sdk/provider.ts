import * as pulumi from "@pulumi/pulumi";
import type { Inputs } from "./inputs.ts";
import { withSecrets } from "./secrets.ts";

/** An organization of ClickHouse Cloud. What is left out comes from the environment. */
export interface ClickHouseConfiguration {
  /** Id of the organization. */
  organizationId?: string;
  /** Id of the API key. */
  tokenKey?: string;
  /** Secret of the API key. */
  tokenSecret?: string;
  /** Base URL of the API. Default `https://api.clickhouse.cloud`. */
  apiUrl?: string;
}

/** An account, project and region of Huawei Cloud. What is left out comes from the environment. */
export interface HuaweiCloudConfiguration {
  /** Region, for example `ap-southeast-3`. */
  region?: string;
  /** Id of the project. Looked up by the region when it is left out. */
  projectId?: string;
  /** Access key (AK). */
  accessKey?: string;
  /** Secret access key (SK). */
  secretKey?: string;
  /** Security token that belongs to a temporary access key. */
  securityToken?: string;
  /** Account name, for authentication by password. */
  domainName?: string;
  /** User name, for authentication by password. */
  userName?: string;
  /** Password of the user. */
  password?: string;
  /** URL of IAM. Default `https://iam.myhuaweicloud.com`. */
  authUrl?: string;
  /** URL of the GaussDB service, in place of the region's own. */
  endpoint?: string;
}

export interface ProviderArgs {
  clickhouse?: Inputs<ClickHouseConfiguration>;
  huaweicloud?: Inputs<HuaweiCloudConfiguration>;
}

const secrets = [
  "clickhouse.tokenSecret",
  "huaweicloud.secretKey",
  "huaweicloud.securityToken",
  "huaweicloud.password",
];

/**
 * Another account, organization or region than the stack's configuration names. Resources use it by the option
 * `provider`.
 *
 * @example
 * ```ts
 * const eu = new Provider("eu", { huaweicloud: { region: "eu-west-101", accessKey, secretKey } });
 * new gaussdb.ParameterTemplate("cdc", {}, { provider: eu });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    super("pulumi-nodejs", name, flat(withSecrets(args, secrets)), opts);
  }
}

/** `{ clickhouse: { apiUrl } }` as the stack's configuration spells it: `{ "clickhouse:apiUrl": … }`. */
function flat(args: pulumi.Inputs): pulumi.Inputs {
  const entries = Object.entries(args).flatMap(([namespace, values]) =>
    Object.entries((values ?? {}) as object)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [`${namespace}:${key}`, value]),
  );
  return Object.fromEntries(entries);
}
