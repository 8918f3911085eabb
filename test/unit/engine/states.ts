import type { ResourceState } from "../../engine/embedded/resource-state.ts";
import { makeUrn, partsOf } from "../../engine/embedded/urn.ts";

/** The URN of a resource of these tests. */
export function urn(name: string, type = "a:b:C"): string {
  return makeUrn("dev", "shop", undefined, type, name);
}

/** A custom resource with an object. */
export function state(name: string, more: Partial<ResourceState> = {}): ResourceState {
  const id = urn(name);
  return { urn: id, type: partsOf(id).type, custom: true, id: `id-${name}`, inputs: {}, outputs: {}, ...more };
}
