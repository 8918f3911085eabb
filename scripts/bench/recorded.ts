import type { Deployment, ExportedResource } from "../../test/engine/engine.ts";

type Props = Record<string, unknown>;

/** A resource as the state has it, in the form in which Pulumi hands it to the plugin. */
export interface Recorded {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
}

const prefix = "pulumi-nodejs:dynamic/";

/** The resources of our kinds in a state. */
export function recordedIn({ deployment }: Deployment): Recorded[] {
  const own = (deployment.resources ?? []).filter(({ type }) => type.startsWith(prefix));
  return own.map(({ urn, id = "", inputs, outputs }: ExportedResource) => ({
    urn,
    id,
    inputs: inClear(inputs) as Props,
    outputs: inClear(outputs) as Props,
  }));
}

/** For example `gaussdb:Instance`. */
export function handlerToken({ urn }: Recorded): string {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return type.slice(prefix.length);
}

/** Any text will do where the state has ciphertext: inputs and outputs have the same secrets. */
function inClear(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inClear);
  if (typeof value !== "object" || value === null) return value;
  if ("ciphertext" in value) return "Any-secret-2468";
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inClear(part)]));
}
