import type { Simulator } from "../../simulator/index.ts";
import type { Configuration } from "../../test/engine/engine.ts";

/** The configuration with which a stack uses the simulated clouds. */
export function simulatedClouds({ url, credentials: { clickhouse, huawei } }: Simulator): Configuration {
  return {
    "clickhouse:apiUrl": url,
    "clickhouse:organizationId": clickhouse.organizationId,
    "clickhouse:tokenKey": clickhouse.tokenKey,
    "clickhouse:tokenSecret": { secret: clickhouse.tokenSecret },
    "huaweicloud:region": "ap-southeast-3",
    "huaweicloud:endpoint": url,
    "huaweicloud:authUrl": url,
    "huaweicloud:accessKey": huawei.accessKey,
    "huaweicloud:secretKey": { secret: huawei.secretKey },
  };
}

/** Keeps what a person has set for a real account out of the simulated one. */
export const withoutAccount: Readonly<Record<string, string>> = { HW_PROJECT_ID: "", HW_SECURITY_TOKEN: "" };

/** What the program of `examples/orders-to-analytics` asks for besides. */
export const orders: Configuration = {
  vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58",
  subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  securityGroupId: "fc577a1a-f202-424a-977f-24faec3fdd55",
  ordersHost: "203.0.113.10",
  ordersPassword: { secret: "Orders-demo-2468" },
  clickpipesPassword: { secret: "Clickpipes-demo-1357" },
};
