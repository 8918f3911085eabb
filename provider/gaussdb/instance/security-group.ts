import { z } from "zod";
import { aspect } from "../gaussdb.ts";

export const securityGroup = aspect({
  inputs: {
    securityGroupId: z
      .string()
      .min(1)
      .optional()
      .describe("Security group (4.3.1, 4.3.21). Required unless the account's network ACL switch is on."),
  },
  async update({ cloud, id, inputs: { securityGroupId } }) {
    await cloud.change("updateInstanceSecurityGroup", {
      instance_id: id,
      body: { security_group_id: securityGroupId },
    });
  },
});
