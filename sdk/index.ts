export * as clickhouse from "./clickhouse/index.ts";
export * as gaussdb from "./gaussdb/index.ts";
export {
  type ClickHouseConfiguration,
  type HuaweiCloudConfiguration,
  Provider,
  type ProviderArgs,
} from "./provider.ts";
