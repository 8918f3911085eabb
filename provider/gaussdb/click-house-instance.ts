import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import { autonamed, canonical, stable, unordered } from "../runtime/traits.ts";
import { type ClickHouseDetail, capacityOf, detailOf, nodesOf } from "./click-house-instance/detail.ts";
import { flavor } from "./click-house-instance/flavor.ts";
import { password } from "./click-house-instance/password.ts";
import { slowLogMasking } from "./click-house-instance/slow-log-masking.ts";
import { volume } from "./click-house-instance/volume.ts";
import { resource } from "./gaussdb.ts";
import { unlessGone } from "./htap.ts";
import { administrator } from "./htap-user.ts";

const name = z
  .string()
  .min(4)
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, "must begin with a letter and have only letters, digits, hyphens and underscores");

/** A ClickHouse instance (HTAP lightweight edition) of a GaussDB(for MySQL) instance (4.16). */
export const clickHouseInstance = resource({
  token: "gaussdb:ClickHouseInstance",
  noun: "ClickHouse instance",
  description:
    "A ClickHouse instance beside a GaussDB(for MySQL) instance, to analyze its data: the HTAP lightweight edition " +
    "(4.16.14), pay-per-use. `ClickHouseReplication` brings databases into it. Its id is `<instance id>/<ClickHouse " +
    "instance id>`.",
  inputs: {
    instanceId: z.string().min(1).describe("GaussDB(for MySQL) instance that it belongs to."),
    name: autonamed(name, { maxLength: 64, forbidden: "[^A-Za-z0-9_-]", letterFirst: "ch-" })
      .optional()
      .describe("Name: 4 to 64 characters, beginning with a letter, then letters, digits, `-` and `_` (4.16.14)."),
    engineVersion: canonical(z.string().regex(/^\d$/, "must be one digit, such as 1"), majorOf).describe(
      "Major version of ClickHouse, one digit, for example `1` (4.15.9, 4.16.14). The cloud tells all its figures.",
    ),
    haMode: z.enum(["Single", "Ha"]).describe("`Single`: one node. `Ha`: a primary and a standby in different zones."),
    availabilityZones: unordered(z.array(z.string().min(1)).min(1)).describe(
      "Zones, for example `ap-southeast-3a`: one with `haMode` `Single`, several with `Ha`. Order does not matter.",
    ),
    timeZone: z
      .string()
      .min(1)
      .optional()
      .describe("Time zone, for example `UTC+08:00`. Default that of the GaussDB(for MySQL) instance."),
    enterpriseProjectId: z.string().min(1).optional().describe("Enterprise project. Default `0`, the default project."),
  },
  outputs: {
    clickHouseInstanceId: stable(z.string()).describe("Id of the ClickHouse instance."),
    name: stable(z.string()).describe("Name."),
    state: z.string().describe("State: `creating`, `normal`, `abnormal` or `createfailed`."),
    address: stable(z.string()).describe("Private address for applications: the virtual one, else the primary node's."),
    ports: stable(
      z.object({
        mysql: z.number().optional().describe("MySQL protocol."),
        http: z.number().optional().describe("HTTP."),
        https: z.number().optional().describe("HTTPS."),
        tcp: z.number().optional().describe("ClickHouse's own protocol."),
        tcpSecure: z.number().optional().describe("ClickHouse's own protocol, encrypted."),
      }),
    ).describe("Ports by protocol."),
    dbUserName: stable(z.string()).describe("Name of the administrator, `root`."),
    vpcId: stable(z.string()).describe("VPC, that of the GaussDB(for MySQL) instance."),
    subnetId: stable(z.string()).describe("Subnet."),
    nodes: z
      .array(
        z.object({
          id: z.string().describe("Id."),
          name: z.string().describe("Name."),
          type: z.string().describe("`master` or `slave`."),
          state: z.string().describe("State, for example `normal`."),
          availabilityZone: z.string().describe("Zone."),
          address: z.string().describe("Private address."),
        }),
      )
      .describe("Its nodes, the primary first."),
    restartPending: z.boolean().describe("Whether a parameter waits for a restart: see `ClickHouseInstanceRestart`."),
  },
  aspects: [flavor, volume, password, slowLogMasking],
  timeLimits: { create: 60, update: 60, delete: 30 },
  holdsData: "all its databases",
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  rules: [
    {
      of: ["availabilityZones", "haMode"],
      refuse({ haMode, availabilityZones: zones }) {
        if (zones === undefined) return undefined;
        if (haMode === "Ha" && zones.length < 2) return "must be several zones with haMode Ha";
        return haMode === "Single" && zones.length > 1 ? "must be one zone with haMode Single" : undefined;
      },
    },
  ],

  async create({ cloud, inputs, created }) {
    const { instanceId, haMode, availabilityZones: zones } = inputs;
    const made = await cloud.begin("createClickHouseInstance", {
      instance_id: instanceId,
      body: {
        name: String(inputs.name),
        engine: { type: "click-house", version: inputs.engineVersion },
        ha: { mode: haMode },
        flavor_id: inputs.flavorId,
        db_root_pwd: inputs.password,
        az_mode: zones.length > 1 ? "double" : "single",
        az_code: zones.join(","),
        volume: { io_type: inputs.volume.ioType, capacity_in_gb: inputs.volume.capacityInGb },
        time_zone: inputs.timeZone,
        tags_info: { sys_tags: [{ key: enterpriseProject, value: inputs.enterpriseProjectId ?? "0" }] },
      },
    });
    const ownId = made.instance?.id;
    created(ownId ? childId(instanceId, ownId) : "", { password: inputs.password });
    await cloud.finished(made, "creating the ClickHouse instance", "10 to 20 min");
  },
  async find({ cloud, inputs: { instanceId, name } }) {
    const all = await cloud.htapInstances(instanceId).list();
    // The engine is spelled in several ways (4.16.6, 4.16.14).
    const same = all.filter((other) => other.name === name && /click-?house/i.test(other.engine_name ?? ""));
    return same.map(({ id }) => childId(instanceId, id));
  },
  async ready({ cloud, id }) {
    await cloud.wait({
      what: "creating",
      usual: "10 to 20 min",
      async look() {
        const status = (await detailOf(cloud, id))?.status;
        return status === "creating" ? { now: status } : { done: undefined };
      },
    });
  },
  async read({ cloud, id }) {
    const detail = await detailOf(cloud, id);
    return detail && { instanceId: partsOf(id).parentId, ...view(detail) };
  },
  ailment({ state, restartPending }) {
    if (/^create_?fail/i.test(String(state))) {
      return { text: `The creation of this ClickHouse instance has failed (${state}).`, dead: true };
    }
    if (state === "abnormal") return { text: "The ClickHouse instance is abnormal." };
    return restartPending ? { text: "A parameter waits for a restart of this ClickHouse instance." } : undefined;
  },
  async delete({ cloud, id }) {
    if ((await detailOf(cloud, id)) === undefined) return;
    const { parentId, ownId } = partsOf(id);
    const asked = { instance_id: parentId, clickhouse_instance_id: ownId };
    await unlessGone(cloud, id, () => cloud.change("deleteClickHouseInstance", asked));
    await cloud.wait({
      what: "deleting",
      usual: "2 to 5 min",
      look: async () => ((await detailOf(cloud, id)) === undefined ? { done: undefined } : { now: "still there" }),
    });
  },
});

/** An enterprise project is told as a system tag. */
const enterpriseProject = "_sys_enterprise_project_id";

function view(detail: ClickHouseDetail): Record<string, unknown> {
  const nodes = nodesOf(detail);
  const [primary] = nodes;
  const { port_info: ports, tags_info: tags } = detail;
  return {
    clickHouseInstanceId: detail.id,
    name: detail.name,
    state: detail.status,
    engineVersion: detail.datastore_version,
    haMode: detail.cluster_mode,
    flavorId: primary?.flavor_id,
    // The zones that were asked for are not told; those of the nodes are outputs.
    volume: { ioType: primary?.volume?.type, capacityInGb: capacityOf(detail) },
    timeZone: detail.time_zone,
    enterpriseProjectId:
      detail.enterprise_project_id ?? tags?.sys_tags?.find(({ key }) => key === enterpriseProject)?.value,
    address: primary?.traffic_vip || primary?.traffic_ip,
    ports: ports && {
      mysql: ports.mysql_port,
      http: ports.http_port,
      https: ports.https_port,
      tcp: ports.tep_port,
      tcpSecure: ports.tep_secure_port,
    },
    dbUserName: detail.db_user ?? administrator,
    vpcId: primary?.vpc_id,
    subnetId: primary?.subnet_id,
    nodes: nodes.map((node) => ({
      id: node.id,
      name: node.name ?? "",
      type: node.type ?? "",
      state: node.status ?? "",
      availabilityZone: node.az_code ?? "",
      address: node.traffic_ip ?? "",
    })),
    restartPending: nodes.some(({ need_restart }) => String(need_restart) === "true"),
  };
}

/** The cloud answers `1` with all the figures of the kernel, for example `1.23.3.24`. */
function majorOf(version: unknown): string {
  return String(version).replace(/\..*/, "");
}
