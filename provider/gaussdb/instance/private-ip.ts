import { z } from "zod";
import { aspect } from "../gaussdb.ts";

export const privateIp = aspect({
  inputs: {
    internalIp: z
      .ipv4("must be an IPv4 address")
      .optional()
      .describe(
        "Private address for reading and writing, a free one of the subnet (4.3.22). The cloud picks one if not set.",
      ),
  },
  notice: "The private address changes: clients must follow, and connections are interrupted.",
  async update({ cloud, id, inputs: { internalIp } }) {
    await cloud.change("updateInstanceInternalIp", { instance_id: id, body: { internal_ip: internalIp } });
  },
});
