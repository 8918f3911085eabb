import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServiceView, serviceBody, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.simulator.close());

const newService = (body: object = {}) =>
  cloud.send<{ service: ServiceView; password?: string }>("POST", "/services", { ...serviceBody, ...body });

describe("a new service", () => {
  it("is provisioning with its password at once and runs after about two minutes", async () => {
    const { status, result } = await newService();

    expect(status).toBe(200);
    expect(result.service.state).toBe("provisioning");
    expect(result.password).toMatch(/.{12,}/);
    cloud.advance(119);
    expect((await cloud.getService(result.service.id)).state).toBe("provisioning");
    cloud.advance(1);
    expect((await cloud.getService(result.service.id)).state).toBe("running");
  });

  it("has the server's defaults", async () => {
    const service = await cloud.createService();

    expect(service).toMatchObject({
      releaseChannel: "default",
      autoscalingMode: "vertical",
      numReplicas: 3,
      idleScaling: true,
      isPrimary: true,
      dataWarehouseId: expect.any(String),
      iamRole: expect.any(String),
      endpoints: [
        { protocol: "nativesecure", host: expect.any(String), port: 9440 },
        { protocol: "https", host: expect.any(String), port: 8443 },
      ],
    });
    expect(service).not.toHaveProperty("tier");
    expect(service).not.toHaveProperty("minReplicas");
  });

  it.each([
    ["without an access list", { ipAccessList: undefined }, "requestBody/ipAccessList is required"],
    ["with a source that is no address", { ipAccessList: [{ source: "office" }] }, "entry 0"],
    ["with an unknown field", { colour: "red" }, "requestBody/colour is unknown"],
    [
      "with an unknown field deep inside",
      { tags: [{ key: "a", colour: "red" }] },
      "requestBody/tags/0/colour is unknown",
    ],
    ["with a region of another provider", { region: "us-east1" }, "region"],
    ["with a tier", { tier: "production" }, "tier"],
    ["with memory that is no multiple of 4", { minReplicaMemoryGb: 10 }, "minReplicaMemoryGb"],
    [
      "with memory bounds the wrong way round",
      { minReplicaMemoryGb: 64, maxReplicaMemoryGb: 32 },
      "minReplicaMemoryGb",
    ],
    ["with a number and a band of replicas", { numReplicas: 3, minReplicas: 2, maxReplicas: 4 }, "BAD_REQUEST"],
    ["with a timeout below five minutes", { idleTimeoutMinutes: 4 }, "idleTimeoutMinutes"],
    ["in a warehouse that is not there", { dataWarehouseId: "nowhere" }, "data warehouse"],
    ["from a backup that is not there", { backupId: "5100a1a7-0000-4000-8000-00000000000b" }, "backup"],
    ["with a key without its role", { encryptionKey: "arn:aws:kms:1" }, "go together"],
    [
      "with a key of the customer on another provider than AWS",
      { provider: "gcp", region: "us-east1", encryptionKey: "a", encryptionAssumedRoleIdentifier: "b" },
      "on aws only",
    ],
    ["read-only without a warehouse", { isReadonly: true }, "dataWarehouseId is required"],
    [
      "of BYOC with a size that it does not have",
      { byocId: "b", minReplicaMemoryGb: 16, maxReplicaMemoryGb: 32 },
      "48",
    ],
  ])("is refused %s", async (_, body, text) => {
    const { status, error } = await newService(body);

    expect(status).toBe(400);
    expect(error).toMatch(/^BAD_REQUEST: /);
    expect(error).toContain(text);
  });

  it("takes a band of replicas in horizontal mode", async () => {
    const memory = { minReplicaMemoryGb: 32, maxReplicaMemoryGb: 32 };

    const service = await cloud.createService({
      autoscalingMode: "horizontal",
      minReplicas: 2,
      maxReplicas: 5,
      ...memory,
    });

    expect(service).toMatchObject({ minReplicas: 2, maxReplicas: 5, replicaMemoryGb: 32 });
    expect(service).not.toHaveProperty("numReplicas");
    expect(service).not.toHaveProperty("minTotalMemoryGb");
  });

  it("of an existing warehouse is secondary and has no password of its own", async () => {
    const { dataWarehouseId } = await cloud.createService();

    const { result } = await newService({ dataWarehouseId });

    expect(result.service).toMatchObject({ dataWarehouseId, isPrimary: false });
    expect(result).not.toHaveProperty("password");
    const path = `/services/${result.service.id}/password`;
    expect(await cloud.send("PATCH", path, {})).toMatchObject({ status: 400 });
  });
});

describe("a change of a service", () => {
  it("removes from lists before it adds, keeps their order and takes no notice of what is not there", async () => {
    const { id } = await cloud.createService({ tags: [{ key: "Team", value: "a" }, { key: "Env" }] });

    const { result } = await cloud.send<ServiceView>("PATCH", `/services/${id}`, {
      ipAccessList: {
        remove: [{ source: "203.0.113.0/24" }, { source: "192.0.2.1" }],
        add: [{ source: "203.0.113.0/24" }, { source: "2001:db8::/32" }],
      },
      tags: { remove: [{ key: "Team", value: "a" }], add: [{ key: "Team", value: "b" }] },
    });

    expect(result.ipAccessList).toEqual([{ source: "203.0.113.0/24" }, { source: "2001:db8::/32" }]);
    expect(result.tags).toEqual([{ key: "Env" }, { key: "Team", value: "b" }]);
  });

  it("of the MySQL endpoint shows in the list of endpoints", async () => {
    const { id } = await cloud.createService();

    const on = await cloud.send<ServiceView>("PATCH", `/services/${id}`, {
      endpoints: [{ protocol: "mysql", enabled: true }],
    });
    const off = await cloud.send<ServiceView>("PATCH", `/services/${id}`, {
      endpoints: [{ protocol: "mysql", enabled: false }],
    });

    expect(on.result.endpoints).toContainEqual(expect.objectContaining({ protocol: "mysql", port: 3306 }));
    expect(off.result.endpoints).not.toContainEqual(expect.objectContaining({ protocol: "mysql" }));
  });

  it("of a field that is fixed is refused", async () => {
    const { id } = await cloud.createService();

    const { status, error } = await cloud.send("PATCH", `/services/${id}`, { region: "us-east-1" });

    expect(status).toBe(400);
    expect(error).toContain("requestBody/region is unknown");
  });

  it("of its size leaves the rest of the size alone", async () => {
    const { id } = await cloud.createService({ numReplicas: 2 });

    const { result } = await cloud.send("PATCH", `/services/${id}/replicaScaling`, { maxReplicaMemoryGb: 64 });

    expect(result).toMatchObject({ numReplicas: 2, minReplicaMemoryGb: 16, maxReplicaMemoryGb: 64 });
  });

  it("of the deprecated totals counts three replicas", async () => {
    const { id } = await cloud.createService();

    const { result } = await cloud.send("PATCH", `/services/${id}/scaling`, {
      minTotalMemoryGb: 24,
      maxTotalMemoryGb: 48,
    });

    expect(result).toMatchObject({ minReplicaMemoryGb: 8, maxReplicaMemoryGb: 16 });
  });

  it("shows the idle timeout only while idle scaling is on", async () => {
    const { id } = await cloud.createService({ idleTimeoutMinutes: 30 });

    const off = await cloud.send("PATCH", `/services/${id}/replicaScaling`, { idleScaling: false });
    const on = await cloud.send("PATCH", `/services/${id}/replicaScaling`, { idleScaling: true });

    expect(off.result).not.toHaveProperty("idleTimeoutMinutes");
    expect(on.result).toMatchObject({ idleTimeoutMinutes: 30 });
  });

  it("of the password returns one only if it was not given as a hash", async () => {
    const { id } = await cloud.createService();
    const newPasswordHash = createHash("sha256").update("a secret").digest("base64");

    const generated = await cloud.send("PATCH", `/services/${id}/password`, {});
    const given = await cloud.send("PATCH", `/services/${id}/password`, { newPasswordHash });

    expect(generated.result).toEqual({ password: expect.any(String) });
    expect(given.result).toEqual({});
    expect(cloud.simulator.admin.objects().clickhouse.services).toMatchObject([{ passwordHash: newPasswordHash }]);
  });
});

describe("the key of transparent data encryption", () => {
  const transparentDataEncryptionKeyId = "arn:aws:kms:eu-west-1:111122223333:key/1";
  const rotate = (id: string, keyId: unknown = transparentDataEncryptionKeyId) =>
    cloud.send<ServiceView>("PATCH", `/services/${id}`, { transparentDataEncryptionKeyId: keyId });

  it("is rotated where encryption is on, and never taken away", async () => {
    const { id, ...before } = await cloud.createService({ hasTransparentDataEncryption: true });

    const { result } = await rotate(id);

    expect(before).not.toHaveProperty("transparentDataEncryptionKeyId");
    expect(result).toMatchObject({ hasTransparentDataEncryption: true, transparentDataEncryptionKeyId });
    expect((await rotate(id, null)).status).toBe(400);
  });

  it("is refused where encryption is off, although there is a role for it", async () => {
    const { id, ...before } = await cloud.createService();

    const { status, error } = await rotate(id);

    expect(before).toMatchObject({ hasTransparentDataEncryption: false, encryptionRoleId: expect.any(String) });
    expect(status).toBe(400);
    expect(error).toContain("encryption is off");
  });
});

describe("a service from a backup", () => {
  async function backedUp() {
    const { id } = await cloud.createService();
    const { result } = await cloud.send<{ id: string }[]>("GET", `/services/${id}/backups`);
    return { backupId: result[0]?.id };
  }

  it("takes longer than an empty one, and does not tell of the backup", async () => {
    const { result } = await newService(await backedUp());
    cloud.advance(20 * 60);
    const soon = await cloud.getService(result.service.id);
    cloud.advance(10 * 60);
    const later = await cloud.getService(result.service.id);

    expect([soon.state, later.state]).toEqual(["provisioning", "running"]);
    expect(later).not.toHaveProperty("backupId");
  });

  it("is refused in another region", async () => {
    const { status, error } = await newService({ ...(await backedUp()), region: "us-east-1" });

    expect(status).toBe(400);
    expect(error).toContain("region");
  });
});

it("that is being terminated cannot be changed", async () => {
  const { id } = await cloud.createService();
  cloud.simulator.admin.change("clickhouse", "services", id, { state: "idle" });
  await cloud.send("DELETE", `/services/${id}`);

  const answers = [
    await cloud.send("PATCH", `/services/${id}`, { name: "b" }),
    await cloud.send("PATCH", `/services/${id}/replicaScaling`, { numReplicas: 2 }),
    await cloud.send("PATCH", `/services/${id}/password`, {}),
  ];

  expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
});

describe("the state of a service", () => {
  const command = (id: string, name: string) =>
    cloud.send<ServiceView>("PATCH", `/services/${id}/state`, { command: name });

  it("passes through stopping and starting", async () => {
    const { id } = await cloud.createService();

    expect((await command(id, "stop")).result.state).toBe("stopping");
    cloud.advance(60);
    expect((await cloud.getService(id)).state).toBe("stopped");
    expect((await command(id, "start")).result.state).toBe("starting");
    cloud.advance(60);
    expect((await cloud.getService(id)).state).toBe("running");
  });

  it("is woken from idle, left alone while running and not touched while stopped", async () => {
    const { id } = await cloud.createService();
    expect((await command(id, "awake")).result.state).toBe("running");

    cloud.simulator.admin.change("clickhouse", "services", id, { state: "idle" });
    expect((await command(id, "awake")).result.state).toBe("awaking");

    cloud.simulator.admin.change("clickhouse", "services", id, { state: "stopped" });
    expect((await command(id, "awake")).status).toBe(409);
  });

  it("must allow a deletion, which is over when the service is not found", async () => {
    const { id } = await cloud.createService();
    const running = await cloud.send("DELETE", `/services/${id}`);
    await command(id, "stop");
    cloud.advance(45);

    const busy = await cloud.send("DELETE", `/services/${id}`);
    cloud.advance(20);
    const accepted = await cloud.send("DELETE", `/services/${id}`);
    const { state } = await cloud.getService(id);
    cloud.advance(60);
    const gone = await cloud.send("GET", `/services/${id}`);

    expect(running).toMatchObject({ status: 409, error: expect.stringMatching(/^CONFLICT: .*Current state: running/) });
    expect(busy).toMatchObject({ status: 409 });
    expect(accepted).toMatchObject({ status: 200, result: undefined });
    expect(state).toBe("terminating");
    expect(gone).toMatchObject({ status: 404, error: expect.stringMatching(/^NOT_FOUND: /) });
  });

  it.each(["idle", "degraded", "failed", "provisioning"])("%s allows a deletion without a stop", async (state) => {
    const { id } = await cloud.createService();
    cloud.simulator.admin.change("clickhouse", "services", id, { state });

    const { status } = await cloud.send("DELETE", `/services/${id}`);

    expect(status).toBe(200);
  });

  it.each([
    [{ kind: "state", state: "degraded" }, "degraded"],
    [{ kind: "jobFails", reason: "no capacity" }, "failed"],
    [{ kind: "jobNeverEnds" }, "provisioning"],
  ] as const)("after the fault %j is %s", async (fault, state) => {
    cloud.simulator.admin.inject({ operationId: "createService", fault });

    const service = await cloud.createService();

    expect(service.state).toBe(state);
  });
});

it("filters services by tags", async () => {
  await cloud.createService({ name: "a", tags: [{ key: "Env", value: "prod" }] });
  await cloud.createService({ name: "b", tags: [{ key: "Env", value: "test" }] });

  const one = await cloud.send<ServiceView[]>("GET", "/services?filter=tag:Env=prod");
  const both = await cloud.send<ServiceView[]>("GET", "/services?filter=tag:Env");
  const none = await cloud.send<ServiceView[]>("GET", "/services?filter=tag:Env&filter=tag:Team");

  expect([one, both, none].map(({ result }) => result.map(({ name }) => name))).toEqual([["a"], ["a", "b"], []]);
});
