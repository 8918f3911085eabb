import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exampleRequests } from "./answers.ts";
import { type InstanceView, proxyBody, region, startCloud, type TestCloud } from "./cloud.ts";

/** Operations with a request body that the simulator carries out. */
const simulated = [
  "createInstance restartInstance createReadOnlyNodes extendInstanceVolume updateInstanceName resetDatabasePassword",
  "resizeInstanceFlavor restartNode setInstanceSsl bindPublicIp switchoverInstance setMaintenanceWindow",
  "updateInstanceSecurityGroup updateInstanceInternalIp updateInstancePort updateInstanceAlias checkResource",
  "updateNodeNames updateNodePriority setSameRegionBackupPolicy createManualBackup createParameterTemplate",
  "updateParameterTemplate applyParameterTemplate copyParameterTemplate compareParameterTemplates",
  "updateInstanceParameters copyInstanceParameterTemplate enableProxy disableProxy addProxyNodes reduceProxyNodes",
  "changeProxyFlavor setProxyWeights setProxyRouteMode setProxyTransactionSplit setProxyNewNodeAutoAdd",
  "updateProxySessionConsistence changeProxyConnectionPoolType updateProxyPort upgradeProxyVersion renameProxy",
  "updateProxyConfigurations switchProxyAccessControl setProxyAccessControlRules switchProxySsl batchAddOrDeleteTags",
].flatMap((line) => line.split(" "));

/** Examples that the cloud refuses, and why. */
const refused: Record<string, { code: string; reason: string }> = {
  "createInstance restoreFromBackup": { code: "DBS.201203", reason: "the backup is not in this cloud" },
  "createInstance restoreToPointInTime": { code: "DBS.05000088", reason: "the time is before the source existed" },
  "updateInstanceInternalIp change": { code: "DBS.05000044", reason: "the address is masked in the document" },
  "enableProxy readonly": { code: "DBS.280404", reason: "the first node id has 37 characters" },
  "switchoverInstance success": { code: "DBS.280404", reason: "the node id has 35 characters" },
};

const examples = exampleRequests().filter(({ operationId }) => simulated.includes(operationId));

let cloud: TestCloud;
let ids: Record<string, string>;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  const instance = await cloud.createInstance({ slave_count: 3, flavor_ref: "gaussdb.mysql.large.arm.4", ...prePaid });
  await cloud.finish("POST", `/v3/instances/${instance.id}/proxy`, { ...proxyBody, node_num: 4 });
  ids = await objectIds(instance);
});

afterAll(() => cloud.simulator.close());

const prePaid = { charge_info: { charge_mode: "prePaid", period_type: "month", period_num: 1, is_auto_pay: "true" } };

async function objectIds({ id, nodes }: InstanceView): Promise<Record<string, string>> {
  const template = await cloud.send<{ configurations: { id: string } }>("POST", "/v3/configurations", { name: "mine" });
  const proxies = await cloud.send<{ proxy_list: { proxy: { pool_id: string } }[] }>(
    "GET",
    `/v3/instances/${id}/proxies`,
  );
  return {
    in07: id,
    no07: nodes.find(({ type }) => type === "slave")?.id ?? "",
    pr07: template.body.configurations.id,
    po01: proxies.body.proxy_list[0]?.proxy.pool_id ?? "",
  };
}

/** The document's ids name nothing in this cloud: each well-formed one is replaced by one of its kind. */
function withOwnIds(body: unknown): unknown {
  const text = JSON.stringify(body).replaceAll("br-iaas-odin1", region).replaceAll("cn-southwest-244b", `${region}b`);
  return JSON.parse(text.replace(/(?<=")[0-9a-z]{32}([a-z]{2}0[17])(?=")/g, (id, suffix) => ids[suffix] ?? id));
}

function ownPath(path: string, operationId: string) {
  const template = operationId === "copyInstanceParameterTemplate" ? "current" : "pr07";
  const names = { instance_id: "in07", node_id: "no07", proxy_id: "po01", configuration_id: template };
  return path
    .replace("/{project_id}", "")
    .replace(/\{(\w+)\}/g, (_, name) => ids[names[name as keyof typeof names]] ?? "");
}

describe("the document's example requests", () => {
  it.each(examples)("$operationId $name is accepted, or refused for a known reason", async (example) => {
    const { operationId, name, method, path, body } = example;
    ids.current = (await cloud.getInstance(ids.in07 ?? "")).configuration_id;

    const reply = await cloud.send<{ error_code?: string }>(
      method.toUpperCase(),
      ownPath(path, operationId),
      withOwnIds(body),
    );

    expect(reply.status).not.toBe(501);
    expect(reply.body?.error_code).toBe(refused[`${operationId} ${name}`]?.code);
  });
});
