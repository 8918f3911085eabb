import { z } from "zod";
import { fixed, open } from "../../../runtime/traits.ts";
import type { SourceKind } from "./kind.ts";
import { accessKey, text } from "./parts.ts";
import { exactlyWhen, rulesOf } from "./rule.ts";

const schema = z.strictObject({
  format: fixed(open(["JSONEachRow", "Avro", "AvroConfluent"])).describe("Format of the records."),
  streamName: fixed(text).describe("Name of the stream."),
  region: fixed(text).describe("AWS region of the stream."),
  useEnhancedFanOut: fixed(z.boolean()).optional().describe("Whether to use enhanced fan-out."),
  iteratorType: fixed(open(["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"])).describe("Where in the stream to begin."),
  timestamp: fixed(z.int().min(0)).optional().describe("AT_TIMESTAMP: time to begin at, in UNIX seconds."),
  authentication: open(["IAM_ROLE", "IAM_USER"]).describe("How the pipe logs in."),
  iamRole: text.optional().describe("IAM_ROLE: ARN of the role. Only for services on AWS."),
  accessKey: accessKey.optional().describe("IAM_USER: access key."),
});

const rule = rulesOf<z.infer<typeof schema>>("kinesis");

export const kinesis: SourceKind<typeof schema> = {
  schema,
  connection: ["authentication", "iamRole", "accessKey"],
  rules: [
    rule(["timestamp", "iteratorType"], ({ timestamp, iteratorType }) =>
      exactlyWhen(iteratorType === "AT_TIMESTAMP", timestamp, "iteratorType AT_TIMESTAMP"),
    ),
    rule(["iamRole", "authentication"], ({ iamRole, authentication }) =>
      exactlyWhen(authentication === "IAM_ROLE", iamRole, "authentication IAM_ROLE"),
    ),
    rule(["accessKey", "authentication"], ({ accessKey, authentication }) =>
      exactlyWhen(authentication === "IAM_USER", accessKey, "authentication IAM_USER"),
    ),
  ],
};
