import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The OpenAPI document, seen from the sources and from the compiled package, which is one folder deeper. */
export function documentPath(): string {
  const places = ["../../spec/gaussdb-mysql.yaml", "../../../spec/gaussdb-mysql.yaml"];
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? places.join(" or ");
}
