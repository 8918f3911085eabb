import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import { stable } from "../runtime/traits.ts";
import { type GaussDb, resource } from "./gaussdb.ts";
import { idle, newcomer } from "./jobs.ts";
import { accessControl } from "./proxy/access-control.ts";
import { connectionPool } from "./proxy/connection-pool.ts";
import { consistence } from "./proxy/consistence.ts";
import { name } from "./proxy/name.ts";
import { newNodes } from "./proxy/new-nodes.ts";
import { nodeCount } from "./proxy/node-count.ts";
import { parameters } from "./proxy/parameters.ts";
import { port } from "./proxy/port.ts";
import { proxyOf } from "./proxy/proxy-of.ts";
import { routing } from "./proxy/routing.ts";
import { size } from "./proxy/size.ts";
import { ssl } from "./proxy/ssl.ts";
import { transactionSplit } from "./proxy/transaction-split.ts";
import { version } from "./proxy/version.ts";
import { onOrOff } from "./switches.ts";

/** A database proxy of a GaussDB(for MySQL) instance (4.7). */
export const proxy = resource({
  token: "gaussdb:Proxy",
  noun: "database proxy",
  description:
    "A database proxy: one address that sends writes to the primary node and spreads reads over the replicas (4.7). Its " +
    "id is `<instance id>/<proxy id>`.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    proxyMode: z
      .enum(["readwrite", "readonly"])
      .optional()
      .describe(
        "`readwrite`: reads and writes. `readonly`: reads only, no weight for the primary. Default `readwrite`.",
      ),
    subnetId: z.string().min(1).optional().describe("Subnet in the instance's VPC. Default the instance's."),
  },
  outputs: {
    proxyId: stable(z.string()).describe("Id of the proxy."),
    name: z.string().describe("Name."),
    port: stable(z.number(), "port").describe("Port for applications."),
    address: stable(z.string()).describe("Address for applications."),
    state: z.string().describe("State, for example `ACTIVE`."),
  },
  aspects: [
    name,
    size,
    nodeCount,
    routing,
    newNodes,
    port,
    transactionSplit,
    consistence,
    connectionPool,
    parameters,
    accessControl,
    ssl,
    version,
  ],
  timeLimits: { create: 60, update: 60, delete: 30 },
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  rules: [
    {
      of: ["masterWeight", "proxyMode"],
      refuse: ({ masterWeight, proxyMode }) =>
        proxyMode === "readonly" && masterWeight
          ? "must not be set: a readonly proxy does not use the primary"
          : undefined,
    },
  ],

  async create({ cloud, inputs, created }) {
    const { instanceId, flavorRef, nodeNum, proxyMode, routeMode, subnetId, newNodeAutoAddStatus, newNodeWeight } =
      inputs;
    const make = async (cloud: GaussDb) => {
      const begin = () =>
        cloud.begin("enableProxy", {
          instance_id: instanceId,
          body: {
            flavor_ref: flavorRef,
            node_num: nodeNum,
            proxy_name: inputs.name,
            proxy_mode: proxyMode,
            route_mode: routeMode,
            subnet_id: subnetId,
            new_node_auto_add_status: newNodeAutoAddStatus === undefined ? undefined : onOrOff(newNodeAutoAddStatus),
            new_node_weight: newNodeWeight,
          },
        });
      const { id, started } = await newcomer(cloud, "creating a proxy", begin, () => proxyIds(cloud, instanceId));
      created(childId(instanceId, id));
      await cloud.finished(started, "creating the proxy", "3 to 8 min");
      await idle(cloud, instanceId);
    };
    await cloud.exclusively(instanceId, make, { minutes: 5 });
  },
  async find({ cloud, inputs: { instanceId, name } }) {
    const proxies = await cloud.proxies(instanceId).list();
    return proxies.flatMap(({ proxy }) => (proxy && proxy.name === name ? [childId(instanceId, proxy.pool_id)] : []));
  },
  async ready({ cloud, id }) {
    await cloud.wait({
      what: "creating",
      usual: "3 to 8 min",
      async look() {
        const status = (await proxyOf(cloud, id))?.proxy?.status;
        return status !== undefined && /ENABLING|CREATING/i.test(status) ? { now: status } : { done: undefined };
      },
    });
  },
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    if (!item?.proxy) return undefined;
    const { parentId: instanceId, ownId } = partsOf(id);
    const { address, status, subnet_id } = item.proxy;
    return { instanceId, proxyId: ownId, address, state: status, subnetId: subnet_id };
  },
  ailment: ({ state }) =>
    /ABNORMAL|FAIL/i.test(String(state))
      ? { text: `The proxy is not well: ${state}.`, dead: /CREATE|ENABLE/i.test(String(state)) }
      : undefined,
  async delete({ cloud, id }) {
    const { parentId: instanceId, ownId } = partsOf(id);
    await cloud.exclusively(instanceId, async (cloud) => {
      if ((await proxyOf(cloud, id)) === undefined) return;
      const answer = await cloud.begin("disableProxy", { instance_id: instanceId, body: { proxy_ids: [ownId] } });
      await cloud.finished(answer, "deleting the proxy");
      await cloud.wait({
        what: "deleting",
        look: async () => ((await proxyOf(cloud, id)) === undefined ? { done: undefined } : { now: "still there" }),
      });
    });
  },
});

async function proxyIds(cloud: GaussDb, instanceId: string): Promise<string[]> {
  return (await cloud.proxies(instanceId).list()).flatMap(({ proxy }) => (proxy ? [proxy.pool_id] : []));
}
