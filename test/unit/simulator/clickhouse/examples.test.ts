import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { newClouds } from "../../../../simulator/clouds.ts";
import { firstKeyId, type ServiceView, startCloud, type TestCloud } from "./cloud.ts";
import { exampleRequests, operationIds } from "./documented.ts";

/** Paths that only the vendor's guide names, and that the API does not serve. */
const moved = ["getCdcScaling", "updateCdcScaling"];

/** The example of a creation that the pipe of another example was made by. */
const pipes: Readonly<Record<string, string>> = {
  rename: "kafkaMsk",
  kafkaCredentials: "kafkaMsk",
  columns: "kafkaMsk",
  streaming: "kafkaMsk",
  stop: "kafkaMsk",
  start: "kafkaMsk",
  postgresMappings: "guidePostgres",
  mysqlSettings: "mysqlCdc",
  resync: "mysqlCdc",
  four: "mysqlCdc",
  objectStorage: "s3Continuous",
};

/** Examples that a pipe has to stand still for. */
const ofStandingPipes = ["start", "postgresMappings"];

let cloud: TestCloud;
let service: ServiceView;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  service = await cloud.createService({ hasTransparentDataEncryption: true });
});

afterAll(() => cloud.simulator.close());

it("carries out every operation of the document, and no other", () => {
  const { handlers } = newClouds({ speed: 0 }).reception.operators.clickhouse.cloud;

  expect(Object.keys(handlers).sort()).toEqual([...operationIds].sort());
});

it.each(exampleRequests.filter(({ operationId }) => !moved.includes(operationId)))(
  "$operationId takes the document's example $name",
  async ({ operationId, name, method, path, body }) => {
    const ids = { serviceId: service.id, ...(await surroundings(operationId, name)) };
    const own = path.replace(/\{(\w+)\}/g, (_, parameter) => ids[parameter as keyof typeof ids] ?? "");

    const { status, error } = await cloud.send(method, own, withOwnIds(body));

    expect(error).toBeUndefined();
    expect(status).toBe(200);
  },
);

it.each(moved)("%s is not served, which the network says in HTML", async (operationId) => {
  const { method = "GET", body } = exampleRequests.find((example) => example.operationId === operationId) ?? {};

  const { status, type, text } = await cloud.sendForText(method, "/clickpipes/cdcScaling", body);

  expect(status).toBe(404);
  expect(type).toMatch(/^text\/html/);
  expect(text).toContain("<html>");
});

/** Makes what an example takes for granted, and names it. */
async function surroundings(operationId: string, name: string): Promise<Record<string, string>> {
  if (operationId === "updateBackupBucket") await make("createBackupBucket", name, "backupBucket");
  if (operationId === "updateReversePrivateEndpoint") {
    const made = make("createReversePrivateEndpoint", "vpcEndpointService", "clickpipesReversePrivateEndpoints");
    return { reversePrivateEndpointId: (await made).id };
  }
  if (operationId === "updateApiKey") {
    const { result } = await cloud.send<{ key: { id: string } }>("POST", "/keys", { name: "pulumi" });
    return { keyId: result.key.id };
  }
  const creation = pipes[name];
  return operationId.startsWith("updateClickPipe") && creation !== undefined
    ? { clickPipeId: await pipeOf(creation, { stands: ofStandingPipes.includes(name) }) }
    : {};
}

async function pipeOf(creation: string, { stands }: { stands: boolean }): Promise<string> {
  const { id } = await make("createClickPipe", creation, "clickpipes");
  cloud.advance(900);
  if (!stands) return id;
  await cloud.send("PATCH", `/services/${service.id}/clickpipes/${id}/state`, { command: "stop" });
  cloud.advance(60);
  return id;
}

async function make(operationId: string, name: string, path: string): Promise<{ id: string }> {
  const example = exampleRequests.find((other) => other.operationId === operationId && other.name === name);
  const body = name === "guidePostgres" ? withCustomers(example?.body) : example?.body;
  const { result } = await cloud.send<{ id: string }>("POST", `/services/${service.id}/${path}`, body);
  return result;
}

/** The table that the document's example of a change takes away, and its creation of a pipe does not have. */
function withCustomers(body: unknown): unknown {
  const customers = { sourceSchemaName: "public", sourceTable: "customers", targetTable: "public_customers" };
  const changed = structuredClone(body) as { source: { postgres: { tableMappings: object[] } } };
  changed.source.postgres.tableMappings.push(customers);
  return changed;
}

/** The document's ids name nothing in this cloud: each is replaced by one of the same kind. */
function withOwnIds(body: object): object {
  const [backup] = cloud.simulator.admin.objects().clickhouse.backups as { id: string }[];
  return {
    ...body,
    ...("dataWarehouseId" in body && { dataWarehouseId: service.dataWarehouseId }),
    ...("backupId" in body && { backupId: backup?.id }),
    ...("openApiKeys" in body && { openApiKeys: [firstKeyId] }),
  };
}
