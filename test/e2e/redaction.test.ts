import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { defaultCredentials, type FaultOrder } from "../../simulator/index.ts";
import type { Result } from "../engine/engine.ts";
import { engines } from "../engine/engines.ts";
import { expectFailure, expectOk, newWorld, secrets, type World } from "./world.ts";

const { clickhouse, huawei } = defaultCredentials;
const { password, newPassword, servicePassword, pipePassword } = secrets;
const newPipePassword = "Sekret-Pipe-Changed-3";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const hashes = (text: string) => {
  const sha1 = createHash("sha1").update(text).digest();
  return [createHash("sha256").update(text).digest("base64"), createHash("sha1").update(sha1).digest("hex")] as const;
};

/** What nobody may read: what programs and configuration hold, and what stands for it in requests. */
const confidential = [
  ...Object.values(secrets),
  newPipePassword,
  ...hashes(servicePassword),
  ...hashes(newPassword),
  clickhouse.tokenSecret,
  base64(`${clickhouse.tokenKey}:${clickhouse.tokenSecret}`),
  huawei.secretKey,
];

type Fault = FaultOrder["fault"];

/** Refusals whose texts repeat what was sent in confidence, and an answer of something in between that does the same. */
const byHuawei = (...sent: string[]): Fault => ({
  kind: "answer",
  status: 400,
  body: { error_code: "DBS.280203", error_msg: `weak: ${sent.join(" ")}` },
});
const byClickHouse = (...sent: string[]): Fault => ({
  kind: "answer",
  status: 400,
  body: { status: 400, error: `BAD_REQUEST: weak: ${sent.join(" ")}` },
});
const byGateway = (...sent: string[]): Fault => ({
  kind: "answer",
  status: 502,
  body: `<html><body>Bad gateway ${sent.join(" ")}</body></html>`,
});
const authorization = `Basic ${base64(`${clickhouse.tokenKey}:${clickhouse.tokenSecret}`)}`;

const wrongInputs = `
const secret = "${password}";
const args = { provider: "aws", region: "eu-west-1", ipAccessList: [] };
new clickhouse.Service("service-1", { ...args, password: { value: secret }, passwordHash: secret, doubleSha1PasswordHash: secret } as never);
new clickhouse.Service("service-2", { ...args, password: [secret], passwort: secret, ipAccessList: secret } as never);
const pipe = { serviceId: "s", destination: { database: "default" } };
new clickhouse.ClickPipe("pipe-1", { ...pipe, source: secret } as never);
new clickhouse.ClickPipe("pipe-2", { ...pipe, source: { mysql: secret } } as never);
new clickhouse.ClickPipe("pipe-3", { ...pipe, source: { mysql: { host: 7, credentials: secret } } } as never);
new clickhouse.ClickPipe("pipe-4", { ...pipe, source: { kafka: { credentials: { password: { deep: secret } } } } } as never);
new clickhouse.ClickPipe("pipe-5", { ...pipe, source: { mongodb: { uri: [secret], credentials: [secret] } } } as never);
new clickhouse.ClickPipe("pipe-6", { ...pipe, source: pulumi.secret({ mysql: { password: secret } }) } as never);
const network = { flavorRef: "f", availabilityZoneMode: "single", vpcId: "v", subnetId: "s" };
new gaussdb.Instance("instance-1", { ...network, password: secret + secret } as never);
new gaussdb.Instance("instance-2", { ...network, password: { value: secret } } as never);
new gaussdb.Instance("instance-3", { ...network, password: pulumi.secret(secret + secret) } as never);
new gaussdb.Instance("instance-4", { ...network, Password: secret } as never);
`;

const network = `{
  flavorRef: "gaussdb.mysql.xlarge.x86.4", availabilityZoneMode: "single", finalBackup: false,
  vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58", subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
}`;

/** One resource of each kind that has a secret, on clouds that work. */
function program({ instance, service, pipe }: { instance: string; service: string; pipe: string }): string {
  return `
const options = { protect: false };
export const generated = new clickhouse.Service("analytics", {
  provider: "aws", region: "eu-west-1", ipAccessList: [], idleScaling: false,
}, options);
new clickhouse.Service("own", { provider: "aws", region: "eu-west-1", ipAccessList: [], password: "${service}" }, options);
new gaussdb.Instance("orders", { ...${network}, port: 3307, password: "${instance}" }, options);
new clickhouse.ClickPipe("pipe", {
  serviceId: generated.id,
  source: { mysql: {
    host: "db.example.com", port: 3306, credentials: { username: "u", password: "${pipe}" },
    settings: { replicationMode: "cdc" },
    tableMappings: [{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" }],
  } },
  destination: { database: "default" },
}, options);
export const password = generated.password;
`.replace("export const generated", "const generated");
}

/** What is in an instance, or beside it, and has a password of its own. */
function accounts(password: string): string {
  return `
const options = { protect: false };
const orders = new gaussdb.Instance("orders", { ...${network}, password: "${password}" }, options);
new gaussdb.DatabaseUser("app", { instanceId: orders.id, name: "app", host: "10.0.0.%", password: "${password}" });
const stars = new gaussdb.StarRocksInstance("stars", {
  instanceId: orders.id, haMode: "Single", availabilityZone: "ap-southeast-3a", password: "${password}",
  feFlavorId: "afef3bfd-ac7c-32e1-ba44-c388acbb196a", feVolume: { ioType: "SSD", capacityInGb: 50 },
  beFlavorId: "de565db8-0a96-37ea-9388-61167624712c", beVolume: { ioType: "SSD", capacityInGb: 500 },
}, options);
new gaussdb.StarRocksUser("reports", {
  starRocksInstanceId: stars.id, name: "reports", password: "${password}", databases: ["*"],
});
const clicks = new gaussdb.ClickHouseInstance("clicks", {
  instanceId: orders.id, engineVersion: "1", haMode: "Single", availabilityZones: ["ap-southeast-3a"],
  flavorId: "b44cfde6-d250-313c-8d7a-cd216f071658", volume: { ioType: "SSD", capacityInGb: 50 }, password: "${password}",
}, options);
new gaussdb.ClickHouseUser("dashboards", {
  clickHouseInstanceId: clicks.id, name: "dashboards", password: "${password}", databases: ["*"],
});
`;
}
const before = program({ instance: password, service: servicePassword, pipe: pipePassword });
const after = program({ instance: newPassword, service: newPassword, pipe: newPipePassword });

/** Creations of which none gets as far as an object. */
const refused = `
const options = { protect: false };
const network = ${network};
const account = { region: "ap-southeast-3", accessKey: "${huawei.accessKey}", projectId: "p" };
const nobody = { ...account, secretKey: "${huawei.secretKey}", endpoint: "http://127.0.0.1:9", authUrl: "http://127.0.0.1:9" };
new gaussdb.Instance("refused", { ...network, password: "${password}" }, options);
new gaussdb.Instance("nobody-there", { ...network, password: "${password}" }, {
  ...options, provider: new Provider("nobody-there", { huaweicloud: nobody }), customTimeouts: { create: "5s" },
});
new clickhouse.Service("refused-service", {
  provider: "aws", region: "eu-west-1", ipAccessList: [], password: "${servicePassword}",
}, options);
`;

beforeAll(() => {
  vi.stubEnv("NODE_DEBUG", "clickhouse-gaussdb");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

describe.each(engines)("no secret is to be seen on the $name", (engine) => {
  test("when a preview refuses inputs, where a secret is in the wrong place, too", async () => {
    await using world = await newWorld(engine, wrongInputs);

    const preview = expectFailure(await world.stack.preview());

    for (const told of [
      '"service-1": password: must be a string',
      '"service-1": passwordHash: must be the base64 form',
      '"service-1": doubleSha1PasswordHash: must be the hex form',
      '"service-2": passwort: there is no such property',
      '"pipe-1": source: must be an object',
      '"pipe-2": source.mysql: must be an object',
      '"pipe-3": source.mysql.credentials: must be an object',
      '"pipe-4": source.kafka.credentials',
      '"pipe-5": source.mongodb.uri: must be a string',
      '"instance-1": password: must have at most 32 characters',
      '"instance-2": password: must be a string',
      '"instance-4": Password: there is no such property',
    ]) {
      expect(preview.text).toContain(told);
    }
    await expectConfidential(world, preview);
  });

  test("when a creation is refused with the secrets in the cloud's own words, or nobody is there", async () => {
    await using world = await newWorld(engine, refused);
    inject(world, [
      { operationId: "createInstance", fault: byHuawei(password) },
      { operationId: "createService", fault: byClickHouse(servicePassword, authorization) },
    ]);

    const up = expectFailure(await world.stack.up({ parallel: 16 }));

    expect(up.text).toContain("createInstance failed: weak: [secret]");
    expect(up.text).toContain("createService failed: weak: [secret] [secret]");
    expect(up.text).toContain("no answer from 127.0.0.1:9");
    await expectConfidential(world, up);
  });

  test("when what was accepted fails later, and in updates, refreshes and deletions that fail", async () => {
    await using world = await newWorld(engine, before);
    inject(world, [
      { operationId: "updateInstancePort", fault: { kind: "jobFails", reason: `no port: ${password}` } },
      { operationId: "updateServicePassword", fault: byClickHouse(...hashes(servicePassword)) },
      // Whether the pipe is tried before something else fails depends on which is faster.
      { operationId: "createClickPipe", times: 9, fault: byClickHouse(pipePassword) },
    ]);
    const failedCreation = expectFailure(await world.stack.up({ parallel: 16 }));
    await expectConfidential(world, failedCreation);
    expect(failedCreation.text).toMatch(/its job \S+ failed: no port: \[secret\]/);
    expect(failedCreation.text).toContain("updateServicePassword failed: weak: [secret] [secret]");

    const failedPipe = expectFailure(await world.stack.up());
    expect(failedPipe.text).toContain("createClickPipe failed: weak: [secret]");
    await expectConfidential(world, failedPipe);
    world.simulator.admin.clearFaults();

    const up = expectOk(await world.stack.up());
    const { password: generated } = up.outputs;
    expect(generated).toEqual(expect.any(String));
    await expectConfidential(world, up, generated as string);

    await world.program(after);
    inject(world, [
      { operationId: "resetDatabasePassword", fault: byHuawei(newPassword, password) },
      { operationId: "updateServicePassword", fault: { kind: "truncated" } },
      { operationId: "updateServicePassword", times: 9, fault: byClickHouse(...hashes(newPassword)) },
      { operationId: "updateClickPipe", times: 9, fault: byClickHouse(newPipePassword) },
    ]);
    const failedUpdate = expectFailure(await world.stack.up({ parallel: 16 }));
    expect(failedUpdate.text).toContain("resetDatabasePassword failed: weak: [secret] [secret]");
    expect(failedUpdate.text).toContain("updateServicePassword failed: ");
    expect(failedUpdate.text).toContain("updateClickPipe failed: ");
    await expectConfidential(world, failedUpdate, generated as string);

    world.simulator.admin.clearFaults();
    inject(world, [
      { operationId: "getInstance", times: 9, fault: byHuawei(password) },
      { operationId: "listServices", times: 9, fault: byClickHouse(servicePassword) },
      { operationId: "getClickPipe", times: 9, fault: byClickHouse(pipePassword) },
    ]);
    const failedRefresh = expectFailure(await world.stack.refresh());
    await expectConfidential(world, failedRefresh, generated as string);

    world.simulator.admin.clearFaults();
    // What depends on something else is deleted first, and its failure keeps the rest from being tried.
    inject(world, [{ operationId: "deleteClickPipe", fault: byClickHouse(pipePassword) }]);
    const failedPipeDeletion = expectFailure(await world.stack.destroy());
    expect(failedPipeDeletion.text).toContain("deleteClickPipe failed: weak: [secret]");
    await expectConfidential(world, failedPipeDeletion, generated as string);

    inject(world, [
      { operationId: "deleteInstance", fault: byHuawei(password) },
      { operationId: "updateServiceState", times: 2, fault: byClickHouse(servicePassword) },
    ]);
    const failedDeletion = expectFailure(await world.stack.destroy());
    expect(failedDeletion.text).toContain("deleteInstance failed: ");
    expect(failedDeletion.text).toContain("updateServiceState failed: ");
    await expectConfidential(world, failedDeletion, generated as string);
  });

  test("when the passwords of users and of analytical instances are refused, or stand in the reason of a job", async () => {
    await using world = await newWorld(engine, accounts(password));
    const reason = `weak: ${password}`;
    inject(world, [
      { operationId: "createDatabaseUsers", fault: { kind: "jobFails", reason } },
      { operationId: "createStarRocksInstance", fault: byHuawei(password) },
      { operationId: "createClickHouseInstance", fault: { kind: "jobFails", reason } },
    ]);
    const failedCreation = expectFailure(await world.stack.up({ parallel: 16 }));
    expect(failedCreation.text).toContain("createStarRocksInstance failed: weak: [secret]");
    expect(failedCreation.text).toMatch(/failed: weak: \[secret\]/);
    await expectConfidential(world, failedCreation);

    world.simulator.admin.clearFaults();
    inject(world, [
      { operationId: "createStarRocksDatabaseUser", fault: byHuawei(password) },
      { operationId: "createClickHouseDatabaseUser", fault: byHuawei(password) },
    ]);
    await expectConfidential(world, expectFailure(await world.stack.up({ parallel: 16 })));
    world.simulator.admin.clearFaults();
    await expectConfidential(world, expectOk(await world.stack.up({ parallel: 16 })));

    await world.program(accounts(newPassword));
    inject(world, [
      { operationId: "updateDatabaseUserPasswords", fault: byHuawei(newPassword) },
      { operationId: "updateStarRocksDatabaseUserPassword", times: 2, fault: byHuawei(newPassword) },
      { operationId: "updateClickHouseDatabaseUserPassword", times: 2, fault: byHuawei(newPassword) },
    ]);
    const failedUpdate = expectFailure(await world.stack.up({ parallel: 16 }));
    expect(failedUpdate.text).toContain("updateDatabaseUserPasswords failed: weak: [secret]");
    await expectConfidential(world, failedUpdate);

    world.simulator.admin.clearFaults();
    await expectConfidential(world, expectOk(await world.stack.up({ parallel: 16 })));
    await expectConfidential(world, expectOk(await world.stack.destroy()));
  });

  test("when the time is up, the gateway answers instead of the cloud, and an answer ends in the middle", async () => {
    const options = '{ protect: false, customTimeouts: { create: "4s" } }';
    const service = (name: string) =>
      `new clickhouse.Service("${name}", { provider: "aws", region: "eu-west-1", ipAccessList: [], password: "${servicePassword}" }, ${options});`;
    await using world = await newWorld(
      engine,
      `new gaussdb.Instance("never-ends", { ...${network}, password: "${password}" }, ${options});
       ${service("half-an-answer")}
       ${service("gateway")}`,
    );
    inject(world, [
      { operationId: "createInstance", fault: { kind: "jobNeverEnds" } },
      { operationId: "createService", fault: { kind: "truncated" } },
      { operationId: "updateServicePassword", times: 99, fault: byGateway(...hashes(servicePassword), authorization) },
    ]);

    const up = expectFailure(await world.stack.up({ parallel: 16 }));

    expect(up.text).toContain("not finished after 4 seconds, the time limit");
    await expectConfidential(world, up);
  });
});

function inject({ simulator }: World, orders: readonly FaultOrder[]): void {
  for (const order of orders) simulator.admin.inject(order);
}

/** Searches everything that a user, a terminal's log or a backend keeps. */
async function expectConfidential(world: World, result: Result, ...more: string[]): Promise<void> {
  const { outputs: _, ...shown } = result;
  const seen = {
    operation: JSON.stringify(shown),
    text: result.text,
    state: JSON.stringify(await world.stack.export()),
  };
  for (const [place, text] of Object.entries(seen)) {
    for (const secret of [...confidential, ...more]) {
      const index = text.indexOf(secret);
      const around = text.slice(Math.max(0, index - 200), index).concat("<HERE>");
      expect(index, `${place} shows a secret in clear: ${around}`).toBe(-1);
    }
  }
}
