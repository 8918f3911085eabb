import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

// ClickHouse Cloud makes the key and tells it once: here. The secret is encrypted in the state.
const builds = new clickhouse.ApiKey("builds", {
  roles: ["developer"],
  expireAt: "2030-01-15T00:00:00Z",
  ipAccessList: [{ source: "198.51.100.17", description: "Build server" }],
});

export const keyId = builds.keyId;
export const keySecret = builds.keySecret;

// Or the key is made elsewhere, and ClickHouse Cloud gets nothing but its hashes.
const hash = (text: pulumi.Input<string>) =>
  pulumi.secret(text).apply((known) => createHash("sha256").update(known).digest("base64"));

const dashboards = new clickhouse.ApiKey("dashboards", {
  roles: ["query_endpoints"],
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
  hashData: {
    keyIdHash: hash("dashboards-x7Qd"),
    keyIdSuffix: "x7Qd",
    keySecretHash: hash(config.requireSecret("secretKey")),
  },
});

// Query endpoints want this id of a key, not the one to log in with.
export const dashboardsKey = dashboards.id;
