import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clickhouse, Provider } from "../../../sdk/index.ts";
import { type Heard, type Reply, startServer, type TestServer } from "../http/server.ts";

let server: TestServer | undefined;
let programs = 0;

afterEach(() => {
  server?.close();
  server = undefined;
  pulumi.runtime.setAllConfig({});
});

beforeEach(() => runProgram({ preview: false }));

/** Registers resources as the engine does: in a preview, a new one has no id yet. */
function runProgram({ preview }: { preview: boolean }): Promise<void> {
  const mocks = {
    newResource: ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({
      id: preview ? undefined : `${name}-id`,
      state: inputs,
    }),
    call: () => ({}),
  };
  return pulumi.runtime.setMocks(mocks, "shop", "dev", preview);
}

/** A cloud, and a program that is configured for it. */
async function cloudThat(answer: (request: Heard) => Reply) {
  server = await startServer(answer);
  programs += 1;
  const configuration = {
    "clickhouse:organizationId": "org-1",
    // Each key has a budget of its own.
    "clickhouse:tokenKey": `key-${programs}`,
    "clickhouse:tokenSecret": "the-secret",
    "clickhouse:apiUrl": server.url,
  };
  pulumi.runtime.setAllConfig(configuration, ["clickhouse:tokenSecret"]);
  return { heard: server.heard, url: server.url };
}

const answers = (result: unknown): Reply => ({ body: { status: 200, requestId: "7f", result } });
const settled = <T>(output: pulumi.Output<T>) =>
  new Promise<T>((resolve) => void output.apply((it) => resolve(it as T)));
const isKnown = (output: pulumi.Output<unknown>) => (output as unknown as { isKnown: Promise<boolean> }).isKnown;

describe("a function", () => {
  it("asks the organization of the stack's configuration", async () => {
    const { heard } = await cloudThat(() => answers({ id: "service-1", name: "Orders" }));

    const service = await clickhouse.getService({ serviceId: "service-1" });

    expect(service.name).toBe("Orders");
    expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /v1/organizations/org-1/services/service-1",
    ]);
    const expected = Buffer.from(`key-${programs}:the-secret`).toString("base64");
    expect(heard[0]?.headers.authorization).toBe(`Basic ${expected}`);
  });

  it("fails in the words of the cloud when there is no such object", async () => {
    await cloudThat(() => ({ status: 404, body: { status: 404, requestId: "7f", error: "NOT_FOUND: no backup" } }));

    const asked = clickhouse.getBackup({ serviceId: "service-1", backupId: "backup-1" });

    await expect(asked).rejects.toThrow("getBackup failed: no backup (404, NOT_FOUND, request 7f).");
  });

  it("asks the cloud of the provider that the options name", async () => {
    await cloudThat(() => answers("nobody"));
    const other = await startServer(() => answers([{ id: "org-2" }]));
    const provider = new Provider("other", {
      clickhouse: {
        organizationId: pulumi.output("org-2"),
        tokenKey: "other",
        tokenSecret: pulumi.secret("s"),
        apiUrl: other.url,
      },
    });
    const component = new pulumi.ComponentResource("shop:Part", "part", {}, { providers: [provider] });

    const own = await clickhouse.getOrganizations({ provider });
    const inherited = await clickhouse.getOrganizations({ parent: component });

    expect([own, inherited]).toEqual([[{ id: "org-2" }], [{ id: "org-2" }]]);
    other.close();
  });

  it("refuses a provider that was not made by this package, rather than ask another account", async () => {
    const { heard } = await cloudThat(() => answers([]));
    class Foreign extends pulumi.ProviderResource {}
    const provider = new Foreign("aws", "foreign");

    await expect(clickhouse.getOrganizations({ provider })).rejects.toThrow(
      "The option provider must be a Provider of pulumi-clickhouse-gaussdb.",
    );
    expect(heard).toEqual([]);
  });

  it("says so when a preview does not know the provider's configuration, and does not wait for ever", async () => {
    await runProgram({ preview: true });
    const service = new clickhouse.Service("analytics", { provider: "aws", region: "eu-west-1", ipAccessList: [] });
    const provider = new Provider("other", { clickhouse: { organizationId: service.id } });

    await expect(clickhouse.getOrganizations({ provider })).rejects.toThrow("use the function that ends in Output");
  });
});

describe("a function whose arguments are outputs", () => {
  it("waits for them, and is not secret because the keys of the account are", async () => {
    await cloudThat(({ path }) => answers({ id: path.split("/").at(-1) }));

    const service = clickhouse.getServiceOutput({ serviceId: pulumi.output(Promise.resolve("service-2")) });

    expect(await settled(service.id)).toBe("service-2");
    expect(await pulumi.isSecret(service)).toBe(false);
  });

  it("is as secret as its arguments", async () => {
    await cloudThat(() => answers({ id: "service-1" }));

    const service = clickhouse.getServiceOutput({ serviceId: pulumi.secret("service-1") });

    expect(await pulumi.isSecret(service)).toBe(true);
  });

  it("keeps passwords secret that the program gives in plain text", async () => {
    const { heard } = await cloudThat(() => answers({ fields: [{ name: "id", type: "String" }] }));
    const source = {
      kafka: {
        type: "confluent",
        format: "JSONEachRow",
        brokers: "broker-1:9092",
        topics: "clicks",
        authentication: "PLAIN",
        credentials: { username: "key", password: "hunter2" },
      },
    } as const;

    const schema = clickhouse.discoverClickPipeSchemaOutput({ serviceId: "service-1", source });

    expect(await settled(schema.apply(({ fields }) => fields))).toEqual([{ name: "id", type: "String" }]);
    expect(await pulumi.isSecret(schema)).toBe(true);
    expect(heard[0]?.body).toEqual({ source });
  });

  it("keeps a secret in the answer secret, and an answer without one in clear", async () => {
    await cloudThat(({ path }) => {
      const objectStorage = path.endsWith("azure")
        ? { connectionString: "AccountKey=hunter2" }
        : { url: "s3://clicks" };
      const pipe = { id: "pipe-1", source: { objectStorage } };
      return answers(
        path.endsWith("clickpipes") ? [{ ...pipe, source: { objectStorage: { connectionString: "k" } } }] : pipe,
      );
    });

    const azure = clickhouse.getClickPipeOutput({ serviceId: "service-1", clickPipeId: "azure" });
    const amazon = clickhouse.getClickPipeOutput({ serviceId: "service-1", clickPipeId: "amazon" });
    const all = clickhouse.getClickPipesOutput({ serviceId: "service-1" });

    expect(await Promise.all([azure, amazon, all].map((output) => pulumi.isSecret<unknown>(output)))).toEqual([
      true,
      false,
      true,
    ]);
    expect((await settled(azure)).source?.objectStorage?.connectionString).toBe("AccountKey=hunter2");
    expect((await settled(amazon)).id).toBe("pipe-1");
  });

  it("is unknown in a preview, and calls nothing, while what it depends on is still to be made", async () => {
    const { heard } = await cloudThat(() => answers({ id: "service-1" }));
    await runProgram({ preview: true });
    const service = new clickhouse.Service("analytics", { provider: "aws", region: "eu-west-1", ipAccessList: [] });

    const byId = clickhouse.getServiceOutput({ serviceId: service.id });
    const later = clickhouse.getServicesOutput({}, { dependsOn: [service] });

    expect([await isKnown(byId), await isKnown(later)]).toEqual([false, false]);
    expect(heard).toEqual([]);
  });

  it("asks in a preview when all is known", async () => {
    const { heard } = await cloudThat(() => answers([]));
    await runProgram({ preview: true });

    expect(await settled(clickhouse.getServicesOutput())).toEqual([]);
    expect(heard).toHaveLength(1);
  });
});

describe("what functions send and answer", () => {
  it("filters services by their tags", async () => {
    const { heard } = await cloudThat(() => answers([]));

    await clickhouse.getServices({ tags: { Environment: "production", Team: "" } });

    expect(heard[0]?.query.getAll("filter")).toEqual(["tag:Environment=production", "tag:Team"]);
  });

  it("gives metrics as the text and as samples", async () => {
    const text = 'ClickHouse_ServiceInfo{clickhouse_cluster_status="running"} 1\n';
    const { heard } = await cloudThat(() => ({ body: text, headers: { "content-type": "text/plain; version=0.0.4" } }));

    const ofService = await clickhouse.getPrometheusMetrics({ serviceId: "service-1", filteredMetrics: true });
    const ofAll = await clickhouse.getOrganizationPrometheusMetrics();

    const samples = [{ name: "ClickHouse_ServiceInfo", labels: { clickhouse_cluster_status: "running" }, value: 1 }];
    expect([ofService, ofAll]).toEqual([
      { text, samples },
      { text, samples },
    ]);
    expect(heard.map(({ path, query }) => `${path}?${query}`)).toEqual([
      "/v1/organizations/org-1/services/service-1/prometheus?filtered_metrics=true",
      "/v1/organizations/org-1/prometheus?",
    ]);
  });

  it("asks for the endpoint service of a region by the vendor's names", async () => {
    const { heard } = await cloudThat(() => answers({ endpointServiceId: "vpce-svc" }));

    const answer = await clickhouse.getOrganizationPrivateEndpointConfig({
      cloudProvider: "aws",
      regionId: "eu-west-1",
    });

    expect(answer).toEqual({ endpointServiceId: "vpce-svc" });
    expect(String(heard[0]?.query)).toBe("cloud_provider=aws&region_id=eu-west-1");
  });
});
