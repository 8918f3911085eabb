import * as pulumi from "@pulumi/pulumi";
import type { Inputs } from "./inputs.ts";
import { withSecrets } from "./secrets.ts";

/** An organization of ClickHouse Cloud. */
export interface ClickHouseConfiguration {
  /** Id of the organization. Environment: `CLICKHOUSE_ORG_ID`. */
  organizationId?: string;
  /** Id of the API key. Environment: `CLICKHOUSE_CLOUD_API_KEY` or `CLICKHOUSE_TOKEN_KEY`. */
  tokenKey?: string;
  /** Secret of the API key. Environment: `CLICKHOUSE_CLOUD_API_SECRET` or `CLICKHOUSE_TOKEN_SECRET`. */
  tokenSecret?: string;
  /** Address of the API. Environment: `CLICKHOUSE_API_URL`. Default `https://api.clickhouse.cloud`. */
  apiUrl?: string;
}

/** A region of Huawei Cloud with an access key, or with a user. */
export interface HuaweiCloudConfiguration {
  /** Region, for example `ap-southeast-3`. Environment: `HW_REGION_NAME`. */
  region?: string;
  /** Id of the project. Environment: `HW_PROJECT_ID`. By default the region's own project. */
  projectId?: string;
  /** Access key (AK). Environment: `HW_ACCESS_KEY`. */
  accessKey?: string;
  /** Secret access key (SK). Environment: `HW_SECRET_KEY`. */
  secretKey?: string;
  /** Security token of a temporary access key. Environment: `HW_SECURITY_TOKEN`. */
  securityToken?: string;
  /** Account of the user. Environment: `HW_DOMAIN_NAME`. */
  domainName?: string;
  /** IAM user. Environment: `HW_USER_NAME`. */
  userName?: string;
  /** Password of the user. Environment: `HW_USER_PASSWORD`. */
  password?: string;
  /** Address of IAM. Environment: `HW_AUTH_URL`. Default `https://iam.myhuaweicloud.com`. */
  authUrl?: string;
  /** Address of GaussDB(for MySQL). By default the region's own. */
  endpoint?: string;
}

/** What is left out comes from the environment. */
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
  /** For the functions, which ask the cloud without Pulumi's plugin. @internal */
  readonly configuration: pulumi.Output<ProviderConfiguration>;

  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    const configuration = flat(withSecrets(args, secrets));
    super("pulumi-nodejs", name, configuration, opts);
    this.configuration = pulumi.output(configuration) as pulumi.Output<ProviderConfiguration>;
  }

  /** Whether a value is such a provider, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Provider {
    return pulumi.ProviderResource.isInstance(value) && "configuration" in value;
  }
}

/** The values by the keys of the stack's configuration, for example `clickhouse:tokenKey`. */
export type ProviderConfiguration = Readonly<Record<string, string | undefined>>;

/** `{ clickhouse: { apiUrl } }` as the stack's configuration spells it: `{ "clickhouse:apiUrl": … }`. */
function flat(args: pulumi.Inputs): pulumi.Inputs {
  const entries = Object.entries(args).flatMap(([namespace, values]) =>
    Object.entries((values ?? {}) as object)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [`${namespace}:${key}`, value]),
  );
  return Object.fromEntries(entries);
}
