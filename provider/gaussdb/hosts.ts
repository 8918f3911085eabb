/** The first label of the service's host differs between regions and cannot be told from their names. */
const labels: Readonly<Record<string, readonly string[]>> = {
  gaussdb: [
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-east-3",
    "cn-south-1",
    "cn-south-4",
    "cn-southwest-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "sa-brazil-1",
    "ru-northwest-2",
  ],
  gaussdbformysql: ["ap-southeast-1", "ap-southeast-2", "cn-north-5", "cn-north-11", "tr-west-1", "me-east-1"],
  "gaussdb-mysql": ["af-south-1", "cn-east-5", "cn-southwest-3", "la-north-2"],
};

/** The service's address in a region, if it is known. */
export function hostOf(region: string): string | undefined {
  const label = Object.keys(labels).find((name) => labels[name]?.includes(region));
  return label && `https://${label}.${region}.myhuaweicloud.com`;
}

/** The regions whose address is known. */
export const regions: readonly string[] = Object.values(labels).flat().sort();
