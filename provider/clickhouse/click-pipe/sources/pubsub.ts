import { z } from "zod";
import { fixed, open } from "../../../runtime/traits.ts";
import type { SourceKind } from "./kind.ts";
import { serviceAccount } from "./parts.ts";
import { exactlyWhen, rulesOf } from "./rule.ts";

const schema = z.strictObject({
  format: fixed(open(["JSONEachRow", "Avro", "Protobuf"])).describe("Format of the messages."),
  projectId: fixed(
    z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
        "must have 6 to 30 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen",
      ),
  ).describe("GCP project of the topic: 6 to 30 lower-case letters, digits and hyphens."),
  topic: fixed(z.string().regex(/^[^/]+$/, "must be the short name, without the project")).describe(
    "Short name of the topic.",
  ),
  authentication: z.literal("SERVICE_ACCOUNT").describe("How the pipe logs in. One value so far."),
  serviceAccountKey: serviceAccount.describe("Service account that may read the topic."),
  seekType: fixed(open(["latest", "earliest", "timestamp"])).describe("Where to begin."),
  seekTimestamp: fixed(z.iso.datetime({ offset: true, error: "must be an RFC 3339 time" }))
    .optional()
    .describe("`seekType` timestamp: time to begin at, RFC 3339."),
  filter: fixed(z.string().min(1).max(256)).optional().describe("Filter of the subscription: at most 256 characters."),
  enableOrdering: fixed(z.boolean())
    .optional()
    .describe("Whether messages come in order; they need ordering keys for that."),
  ackDeadline: z.int().min(10).max(600).optional().describe("Time to acknowledge a message, in seconds: 10 to 600."),
});

const rule = rulesOf<z.infer<typeof schema>>("pubsub");

export const pubsub: SourceKind<typeof schema> = {
  schema,
  connection: ["authentication", "serviceAccountKey"],
  rules: [
    rule(["seekTimestamp", "seekType"], ({ seekTimestamp, seekType }) =>
      exactlyWhen(seekType === "timestamp", seekTimestamp, "seekType timestamp"),
    ),
  ],
};
