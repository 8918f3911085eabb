import { zonesOf } from "../catalogue.ts";
import type { HtapEngine, HtapGroup } from "./store.ts";

/** The offer of analytical instances: engines, flavors and storage. */

/** The one version of each engine on offer. Creation takes `name`; reads return `kernel_version`. */
export const htapEngines = {
  "star-rocks": { id: "38197973-8895-36ed-b853-52daeebf6d3a", name: "3.1", kernel_version: "3.1.6.0" },
  "click-house": { id: "6a9e233f-e7da-3e81-b12f-7a41a8689250", name: "1", kernel_version: "1.23.3.24" },
} as const satisfies Record<HtapEngine, object>;

/** A flavor of the nodes of one kind. */
export interface HtapFlavor {
  readonly id: string;
  readonly node_type: HtapGroup["node_type"];
  readonly spec_code: string;
  readonly vcpus: number;
  readonly ram: number;
}

/** So many analytical instances a database instance may have. */
export const mostHtapInstances = 10;

const sizes = { xlarge: 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32, "16xlarge": 64 };

/** Ids as in the document's examples, where they have the flavor. */
const ids = {
  be: [
    "de565db8-0a96-37ea-9388-61167624712c",
    "c50e8e15-f2fc-3b40-aca6-c98f07ce2ce0",
    "a48c63dc-5563-3813-9e13-39d3301e56f4",
    "9f52a065-aa93-371a-9975-959fedf6e24f",
    "4e56e208-0226-34bb-b84d-035ab0497824",
  ],
  fe: [
    "afef3bfd-ac7c-32e1-ba44-c388acbb196a",
    "24059750-4280-3ee5-a44b-488b924633b4",
    "0ef44c01-f7a1-30f5-9f05-9e47094e8c1f",
    "2bf6aa50-50da-3f27-91af-a8c873070537",
    "709822e4-567f-3e85-b4af-cb099206c8e2",
  ],
  clickhouse: [
    "b44cfde6-d250-313c-8d7a-cd216f071658",
    "6ebc6add-7462-3c27-b92b-3d79ae37a309",
    "1b8f3a56-0c1d-3a52-9a77-5f0f6c2b9e31",
    "7c2d90e4-63aa-3f18-8b45-e1d7a4c60f92",
    "e05a7b13-92cf-3d64-b3e8-2a96d1f78c40",
  ],
};

const products = { be: "sr-be", fe: "sr-fe", clickhouse: "ch" };

/** Flavors of nodes, of all kinds. */
export const htapFlavors: readonly HtapFlavor[] = (["be", "fe", "clickhouse"] as const).flatMap((node_type) =>
  Object.entries(sizes).map(([size, vcpus], index) => ({
    id: ids[node_type][index] ?? "",
    node_type,
    spec_code: `gaussdb.${products[node_type]}.${size}.x86.4`,
    vcpus,
    ram: vcpus * 4,
  })),
);

/** The flavors of an engine. */
export function flavorsOf(engine: HtapEngine): HtapFlavor[] {
  return htapFlavors.filter(({ node_type }) => (node_type === "clickhouse") === (engine === "click-house"));
}

/** Where a flavor is on sale: only those with 32 vCPUs are in the last zone of a region, too. */
export function flavorStatus({ vcpus }: HtapFlavor, region: string): Record<string, "normal" | "unsupported"> {
  return statuses(region, (last) => !last || vcpus === 32);
}

/** Types of disks; creation calls the ultra-high I/O ones SSD. */
export const storageTypes = [
  { name: "ULTRAHIGH", io_type: "SSD", code: "ultrahighio", min_volume_size: 50 },
  { name: "ESSD", io_type: "ESSD", code: "essd", min_volume_size: 40 },
] as const;

/** Where a type of disk is to be had: the extreme ones not in the last zone of a region. */
export function storageStatus(
  { name }: (typeof storageTypes)[number],
  region: string,
): Record<string, "normal" | "unsupported"> {
  return statuses(region, (last) => !last || name === "ULTRAHIGH");
}

function statuses(region: string, isOnSale: (last: boolean) => boolean) {
  const zones = zonesOf(region);
  const status = (zone: string) => (isOnSale(zone === zones.at(-1)) ? "normal" : "unsupported");
  return Object.fromEntries(zones.map((zone) => [zone, status(zone)] as const));
}
