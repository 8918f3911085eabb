import { z } from "zod";
import { writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

export const serverlessPolicy = aspect({
  inputs: {
    serverlessPolicy: writeOnly(
      z.object({
        minVcpus: z.int().min(1).describe("Least vCPUs of a node."),
        maxVcpus: z.int().min(1).describe("Most vCPUs of a node."),
      }),
    )
      .optional()
      .describe(
        "Range within which a node of a serverless instance scales; the flavor list (4.2.1) has the values (4.3.39). No " +
          "operation tells it, so a change by hand is not seen. Taken out, it stays as it is.",
      ),
  },
  rules: [
    {
      of: ["serverlessPolicy.minVcpus", "serverlessPolicy.maxVcpus"],
      refuse: ({ serverlessPolicy: policy }) =>
        policy && policy.minVcpus > policy.maxVcpus ? "must be at most maxVcpus" : undefined,
    },
  ],
  notice: "The range of vCPUs changes: the price follows.",
  async update({ cloud, id, inputs: { serverlessPolicy: policy } }) {
    await cloud.change("setServerlessPolicy", {
      instance_id: id,
      body: { min_vcpus: policy.minVcpus, max_vcpus: policy.maxVcpus },
    });
  },
});
