/** The offer of the simulated cloud: versions, zones and flavors. */

/** The one engine version on offer. `version` is what reads return for an instance created as `name`. */
export const engine = {
  id: "87620726-6802-46c0-9028-a8785e1f1921",
  name: "8.0",
  version: "8.0.22",
  kernel_version: "2.0.54.240600",
  latest_kernel_version: "2.0.57.240900",
} as const;

/** Versions of the proxy kernel. */
export const proxyEngine = { current: "2.24.06.000", latest: "2.24.09.000" } as const;

/** The dedicated resource pool of the account. */
export const dedicatedResourceId = "1d07f7ba-f140-46a7-b002-58ba22ee6ff3";

/** Enterprise projects of the account; the default one was never created. */
export const enterpriseProjects: readonly { id: string; name: string; created: number | null }[] = [
  { id: "0", name: "default", created: null },
  { id: "5c7d11e0-3201-4558-bcce-1172137cf7e2", name: "shop", created: Date.UTC(2023, 5, 12, 2, 14, 28) },
  { id: "12093327-28dc-46c5-8ba6-d42c9236f9d6", name: "analysis", created: Date.UTC(2023, 4, 6, 8, 33, 3) },
];

/** The name of an enterprise project; empty for one that the account does not have. */
export function enterpriseProjectName(id: string): string {
  return enterpriseProjects.find((project) => project.id === id)?.name ?? "";
}

/** How many instances a project may have. */
export const instanceQuota = 200;

/** Regions of the projects that IAM knows. */
export const regions = [
  "af-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "cn-east-3",
  "cn-east-5",
  "cn-north-2",
  "cn-north-4",
  "cn-north-5",
  "cn-north-9",
  "cn-north-11",
  "cn-south-1",
  "cn-south-4",
  "cn-southwest-2",
  "cn-southwest-3",
  "la-north-2",
  "me-east-1",
  "ru-northwest-2",
  "sa-brazil-1",
  "tr-west-1",
] as const;

/** A flavor of database nodes or of proxies. */
export interface Flavor {
  readonly id: string;
  readonly spec_code: string;
  readonly type: "x86" | "arm" | "generalX86";
  readonly vcpus: number;
  readonly ram: number;
}

const sizes = { large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32, "16xlarge": 64 };

/** Flavors of database nodes. */
export const flavors: readonly Flavor[] = [
  ...flavorsOf("x86", [4, 8], (size, ratio) => `gaussdb.mysql.${size}.x86.${ratio}`),
  ...flavorsOf("arm", [4, 8], (size, ratio) => `gaussdb.mysql.${size}.arm.${ratio}`),
  ...flavorsOf("generalX86", [2, 4], (size, ratio) => `gaussdb.mysql.${size}.x86.normal.${ratio}`),
];

/** Flavors of proxies. */
export const proxyFlavors: readonly Flavor[] = [
  ...flavorsOf("x86", [2], (size, ratio) => `gaussdb.proxy.${size}.x86.${ratio}`),
  ...flavorsOf("arm", [2], (size, ratio) => `gaussdb.proxy.${size}.arm.${ratio}`),
];

/** Availability zones of a region. */
export function zonesOf(region: string): string[] {
  return ["a", "b", "c"].map((letter) => `${region}${letter}`);
}

/** Whether a flavor is on sale in the zones of a region: the largest Arm flavors are sold out in the last zone. */
export function zoneStatus(flavor: Flavor, region: string): Record<string, "normal" | "unsupported" | "sellout"> {
  const [first = "", second = "", third = ""] = zonesOf(region);
  const scarce = flavor.type === "arm" && flavor.vcpus === 64;
  const general = flavor.type === "generalX86";
  return { [first]: "normal", [second]: "normal", [third]: scarce ? "sellout" : general ? "unsupported" : "normal" };
}

function flavorsOf(type: Flavor["type"], ratios: number[], code: (size: string, ratio: number) => string): Flavor[] {
  return ratios.flatMap((ratio) =>
    Object.entries(sizes).map(([size, vcpus]) => {
      const spec_code = code(size, ratio);
      return { id: stableId(spec_code), spec_code, type, vcpus, ram: vcpus * ratio };
    }),
  );
}

/** An id in UUID form that is the same in every run. */
function stableId(text: string) {
  let hash = 2166136261;
  const hex = Array.from({ length: 32 }, (_, index) => {
    const sign = text.charCodeAt(index % text.length) + index;
    hash = Math.imul(hash ^ sign, 16777619) >>> 0;
    return ((hash >>> 13) & 15).toString(16);
  }).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
