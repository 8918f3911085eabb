import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import { autonamed, canonical, open, option, stable } from "../runtime/traits.ts";
import { resource } from "./gaussdb.ts";
import { unlessGone } from "./htap.ts";
import { administrator } from "./htap-user.ts";
import { password } from "./star-rocks-instance/password.ts";
import { requireResources } from "./star-rocks-instance/precheck.ts";
import {
  atRest,
  nodesOf,
  type StarRocksDetail,
  type StarRocksNode,
  starRocksOf,
  unrest,
} from "./star-rocks-instance/star-rocks-of.ts";

const name = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{3,63}$/,
    "must have 4 to 64 characters, begin with a letter and have only letters, digits, hyphens and underscores",
  );

const volume = (largestGb: number) =>
  z.object({
    ioType: open(["SSD", "ESSD"]).describe(
      "`SSD`: ultra-high I/O. `ESSD`: extreme SSD (4.15.10). What the cloud tells of it is not compared.",
    ),
    capacityInGb: z
      .int()
      .min(50)
      .max(largestGb)
      .multipleOf(10)
      .describe(`GB a node: 50 to ${largestGb}, a multiple of 10.`),
  });

const count = z.int().min(1).max(10).default(1);

/** Nodes of a kind: one alone, or 3 to 10 in a cluster. */
const countRule = (key: "feCount" | "beCount") => ({
  of: [key, "haMode"] as [string, string],
  refuse({ haMode, [key]: nodes = 1 }: { haMode?: "Single" | "Cluster"; feCount?: number; beCount?: number }) {
    if (haMode === "Single") return nodes === 1 ? undefined : "must be 1 with haMode Single";
    return nodes >= 3 ? undefined : "must be 3 to 10 with haMode Cluster";
  },
});

/** A StarRocks instance: the standard edition of HTAP, analytics beside an instance (4.15.3). */
export const starRocksInstance = resource({
  token: "gaussdb:StarRocksInstance",
  noun: "StarRocks instance",
  description:
    "A StarRocks instance: the standard edition of HTAP, which analyses what a `StarRocksReplication` copies from a " +
    "GaussDB(for MySQL) instance (4.15). It is pay-per-use, in the network of that instance. Its id is " +
    "`<instance id>/<StarRocks instance id>`. But for the password nothing of it can change in place.",
  inputs: {
    instanceId: z
      .string()
      .min(1)
      .describe("Instance that it belongs to; how many one may have, `getHtapInstances` tells (4.15.12)."),
    name: autonamed(name, { maxLength: 64, forbidden: "[^A-Za-z0-9_-]", letterFirst: "htap-" })
      .optional()
      .describe("Name: 4 to 64 letters, digits, `-` and `_`, beginning with a letter (4.15.3)."),
    engineVersion: canonical(z.string().regex(/^\d+\.\d+$/, "must have two parts, such as 3.1"), twoParts)
      .default("3.1")
      .describe("Version of StarRocks in two parts (4.15.9); it reads back in four. Default `3.1`."),
    haMode: canonical(z.enum(["Single", "Cluster"]), (mode) => String(mode).toLowerCase()).describe(
      "`Single`: one frontend and one backend node. `Cluster`: 3 to 10 of each.",
    ),
    feFlavorId: z.string().min(1).describe("Flavor of the frontend nodes: its `id`, not its code (4.15.11)."),
    beFlavorId: z.string().min(1).describe("Flavor of the backend nodes: its `id`, not its code (4.15.11)."),
    feCount: count.describe("Frontend nodes: 1 with `Single`, 3 to 10 with `Cluster`. Default 1."),
    beCount: count.describe("Backend nodes: 1 with `Single`, 3 to 10 with `Cluster`. Default 1."),
    feVolume: volume(1_000).describe("Storage of each frontend node."),
    beVolume: volume(32_000).describe("Storage of each backend node."),
    availabilityZone: z.string().min(1).describe("Zone of all nodes; one zone is all that the API offers."),
    timeZone: z.string().min(1).optional().describe("Time zone. Default `UTC+08:00`."),
    precheck: option(z.boolean().default(false)).describe(
      "Ask before the creation whether quota and resources suffice, so that nothing is half made if not (4.15.8). " +
        "Default false.",
    ),
  },
  outputs: {
    starRocksInstanceId: stable(z.string()).describe("Id of the StarRocks instance."),
    state: z.string().describe("State: `creating`, `normal`, `abnormal` or `createfail`."),
    name: stable(z.string()).describe("Name."),
    addresses: z.array(z.string()).describe("Private addresses of the frontend nodes."),
    port: stable(z.number()).describe("Port of the database."),
    dbUserName: stable(z.string()).describe("Name of the administrator, `root`."),
    vpcId: stable(z.string()).describe("VPC."),
    subnetId: stable(z.string()).describe("Subnet, that of the instance."),
    securityGroupId: z.string().describe("Security group."),
    nodes: z
      .array(
        z.object({
          id: z.string().describe("Id."),
          name: z.string().describe("Name."),
          type: z.string().describe("`fe-leader`, `fe-follower` or `be`."),
          needRestart: z.boolean().describe("Whether a parameter waits for a restart of the node."),
        }),
      )
      .describe("Frontend and backend nodes."),
    restartPending: z.boolean().describe("Whether a parameter waits for a restart."),
  },
  aspects: [password],
  timeLimits: { create: 90, update: 60, delete: 60 },
  holdsData: "all its data",
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  rules: [countRule("feCount"), countRule("beCount")],

  async precheck({ cloud, inputs }) {
    if (inputs.precheck) await requireResources(cloud, inputs);
  },
  async create({ cloud, inputs, created }) {
    const { instanceId } = inputs;
    const made = await cloud.begin("createStarRocksInstance", { instance_id: instanceId, body: bodyOf(inputs) });
    created(made.instance ? childId(instanceId, made.instance.id) : "", { password: inputs.password });
    await cloud.finished(made, "creating the StarRocks instance");
  },
  async find({ cloud, inputs: { instanceId, name } }) {
    const all = await cloud.htapInstances(instanceId).list();
    return all
      .filter((other) => other.engine_name === "star-rocks" && other.name === name)
      .map(({ id }) => childId(instanceId, id));
  },
  async ready({ cloud, id }) {
    await atRest(cloud, id, "creating");
  },
  async read({ cloud, id }) {
    const instance = await starRocksOf(cloud, id);
    return instance && { instanceId: partsOf(id).parentId, ...view(instance) };
  },
  ailment({ state, restartPending }) {
    if (state === "createfail") return { text: "The creation of this instance has failed (createfail).", dead: true };
    if (state === "abnormal") return { text: "The StarRocks instance is abnormal." };
    return restartPending ? { text: "A parameter waits for a restart of this StarRocks instance." } : undefined;
  },
  async delete({ cloud, id }) {
    const { parentId: instance_id, ownId: starrocks_instance_id } = partsOf(id);
    if ((await starRocksOf(cloud, id)) === undefined) return;
    await unlessGone(cloud, id, () => cloud.change("deleteStarRocksInstance", { instance_id, starrocks_instance_id }));
    await cloud.wait({
      what: "deleting",
      look: async () => ((await starRocksOf(cloud, id)) === undefined ? { done: undefined } : { now: "still there" }),
    });
  },
});

type Inputs = Parameters<typeof starRocksInstance.create>[0]["inputs"];

function bodyOf(inputs: Inputs) {
  return {
    name: String(inputs.name),
    engine: { type: "star-rocks" as const, version: inputs.engineVersion },
    ha: { mode: inputs.haMode },
    fe_flavor_id: inputs.feFlavorId,
    be_flavor_id: inputs.beFlavorId,
    db_root_pwd: inputs.password,
    fe_count: inputs.feCount,
    be_count: inputs.beCount,
    az_mode: "single" as const,
    fe_volume: volumeBody(inputs.feVolume),
    be_volume: volumeBody(inputs.beVolume),
    az_code: inputs.availabilityZone,
    time_zone: inputs.timeZone,
    // The tag is required, and this is the one value that is allowed.
    tags_info: { sys_tags: [{ key: "_sys_enterprise_project_id" as const, value: "0" as const }] },
  };
}

function volumeBody({ ioType, capacityInGb }: Inputs["feVolume"]) {
  return { io_type: ioType, capacity_in_gb: capacityInGb };
}

function view(instance: StarRocksDetail): Record<string, unknown> {
  const [fe, be] = [nodesOf(instance, "fe"), nodesOf(instance, "be")];
  const nodes = [...fe, ...be];
  const [first] = nodes;
  // What an instance has that is being made says nothing yet, and these cannot change in place.
  const isWhole = instance.status === "normal" && unrest(instance) === undefined;
  return {
    name: instance.name,
    engineVersion: instance.data_store_version,
    haMode: instance.cluster_mode,
    feFlavorId: fe[0]?.flavor_id,
    beFlavorId: be[0]?.flavor_id,
    feCount: isWhole ? fe.length : undefined,
    beCount: isWhole ? be.length : undefined,
    feVolume: { capacityInGb: gigabytes(instance.fe_node_volume_size) },
    beVolume: { capacityInGb: gigabytes(instance.be_node_volume_size) },
    availabilityZone: first?.az_code,
    timeZone: instance.time_zone,
    starRocksInstanceId: instance.id,
    state: instance.status,
    addresses: instance.data_vip ? instance.data_vip.split(",") : [],
    port: instance.db_port ? Number(instance.db_port) : undefined,
    dbUserName: instance.db_user || administrator,
    vpcId: first?.vpc_id,
    subnetId: first?.subnet_id,
    securityGroupId: first?.sg_id,
    nodes: nodes.map(nodeView),
    restartPending: nodes.some(needsRestart),
  };
}

function nodeView(node: StarRocksNode) {
  return { id: node.id, name: node.name ?? "", type: node.type ?? "", needRestart: needsRestart(node) };
}

function needsRestart(node: StarRocksNode): boolean {
  return String(node.need_restart) === "true";
}

/** Sizes come in bytes, though no text says so: what is no whole disk in GB tells nothing. */
function gigabytes(bytes: string | undefined): number | undefined {
  const size = Number(bytes) / 1e9;
  return size > 0 && size % 10 === 0 ? size : undefined;
}

/** The cloud answers `3.1` with more figures than it was given. */
function twoParts(version: unknown): string {
  return String(version).split(".").slice(0, 2).join(".");
}
