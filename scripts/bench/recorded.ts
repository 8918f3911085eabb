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

/** So many resources, by giving each of these other names. */
export function manyOf(resources: readonly Recorded[], count: number): Recorded[] {
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / resources.length);
    const resource = resources[index % resources.length] as Recorded;
    return round === 0 ? resource : { ...resource, urn: `${resource.urn}-${round}` };
  });
}

/** What the program has given, in clear: the inputs without what `check` has put beside them. */
export function argsOf({ inputs }: Recorded): Props {
  const { __generated: generated = {}, __provider: _, ...given } = inputs;
  return Object.fromEntries(Object.entries(given).filter(([key]) => !Object.hasOwn(generated as Props, key)));
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
