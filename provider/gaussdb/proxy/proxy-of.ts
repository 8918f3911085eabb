import { partsOf } from "../../runtime/child-id.ts";
import type { GaussDb, ProxyDetail } from "../gaussdb.ts";

/** A proxy with its nodes, by the id that Pulumi has. */
export function proxyOf(cloud: GaussDb, id: string): Promise<ProxyDetail | undefined> {
  const { parentId: instanceId, ownId } = partsOf(id);
  return cloud.proxies(instanceId).get(ownId);
}

/** The path parameters of a proxy's operations. */
export function pathOf(id: string): { instance_id: string; proxy_id: string } {
  const { parentId: instanceId, ownId } = partsOf(id);
  return { instance_id: instanceId, proxy_id: ownId };
}
