import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The file of the OpenAPI document, from the sources as well as from the compiled package. */
export function documentPath(): string {
  const places = ["../../spec/clickhouse-cloud.yaml", "../../../spec/clickhouse-cloud.yaml"];
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? places.join(" or ");
}
