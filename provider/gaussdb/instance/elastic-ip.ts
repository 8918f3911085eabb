import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

/** What a public address means. */
export function exposure(publicIp: string): string {
  return `The instance can be reached at ${publicIp} from the internet, as far as its security group allows.`;
}

export const elasticIp = aspect({
  inputs: {
    publicIp: fallback(z.union([z.ipv4("must be an IPv4 address"), z.literal("")]), "")
      .optional()
      .describe("Elastic IP address to bind, together with `publicIpId` (4.3.17). Taken out, it is unbound (4.3.18)."),
    publicIpId: fallback(z.string(), "").optional().describe("Id of the elastic IP address (4.3.17)."),
  },
  rules: [
    {
      of: ["publicIp", "publicIpId"],
      refuse: ({ publicIp, publicIpId }) =>
        Boolean(publicIp) === Boolean(publicIpId) ? undefined : "publicIp and publicIpId must be set together",
    },
  ],
  notice: ({ inputs: { publicIp } }) =>
    publicIp ? exposure(publicIp) : "The public address is unbound: clients that use it lose the connection.",
  costly: true,
  async read({ cloud, id }) {
    const instance = await cloud.instances.get(id);
    const publicIp = [instance?.public_ips ?? []].flat()[0];
    if (!publicIp) return { publicIp: null, publicIpId: null };
    const address = await cloud.get("getInstanceEip", { instance_id: id });
    return { publicIp, publicIpId: address?.id };
  },
  async update({ cloud, id, inputs: { publicIp, publicIpId }, live }) {
    await cloud.exclusively(id, async (cloud) => {
      if (live.publicIp) await cloud.change("unbindPublicIp", { instance_id: id });
      if (!publicIp) return;
      await cloud.change("bindPublicIp", {
        instance_id: id,
        body: { public_ip: publicIp, public_ip_id: publicIpId },
      });
    });
  },
});
