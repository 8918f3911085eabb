import { z } from "zod";
import { entryOf } from "../../../runtime/path.ts";
import { fixed, open } from "../../../runtime/traits.ts";
import type { SourceKind } from "./kind.ts";
import { accessKey, password, text } from "./parts.ts";
import { exactlyWhen, rulesOf } from "./rule.ts";

const schema = z.strictObject({
  type: fixed(open(["s3", "gcs", "dospaces", "azureblobstorage", "cloudflarer2", "ovhobjectstorage"])).describe(
    "Kind of storage.",
  ),
  format: fixed(
    open([
      "JSONEachRow",
      "JSONAsObject",
      "CSV",
      "CSVWithNames",
      "TabSeparated",
      "TabSeparatedWithNames",
      "Parquet",
      "Avro",
    ]),
  ).describe("Format of the files."),
  url: fixed(text)
    .optional()
    .describe("Files to read; wildcards are allowed. Required, but not for Azure, which takes a container and `path`."),
  delimiter: fixed(text).optional().describe("CSV: what stands between columns. Default a comma."),
  compression: fixed(open(["none", "gzip", "gz", "brotli", "br", "xz", "LZMA", "zstd", "auto"]))
    .optional()
    .describe("Compression of the files."),
  isContinuous: fixed(z.boolean())
    .optional()
    .describe(
      "Whether to go on reading new files; otherwise what is there is read once. Without `queueUrl`, new files must come in " +
        "lexical order.",
    ),
  queueUrl: fixed(text)
    .optional()
    .describe(
      "Queue that announces new files: URL of an SQS queue (s3), or `projects/<project>/subscriptions/<name>` of Pub/Sub " +
        "(gcs). Only with `isContinuous`, and not for public storage.",
    ),
  skipInitialLoad: z
    .boolean()
    .optional()
    .describe("Read only what the queue announces, not what is there already. Needs `queueUrl`."),
  startAfter: text
    .optional()
    .describe("Object key up to which, itself included, the first load skips files. Not with `skipInitialLoad`."),
  authentication: open(["IAM_ROLE", "IAM_USER", "CONNECTION_STRING", "SERVICE_ACCOUNT"])
    .optional()
    .describe(
      "How the pipe logs in: IAM_ROLE (s3), IAM_USER (s3, gcs, dospaces), SERVICE_ACCOUNT (gcs), CONNECTION_STRING " +
        "(azureblobstorage). Not set: the storage is public.",
    ),
  iamRole: text.optional().describe("IAM_ROLE: ARN of the role. Only for services on AWS."),
  accessKey: accessKey.optional().describe("IAM_USER: access key."),
  connectionString: password.optional().describe("CONNECTION_STRING: connection string. It is never told again."),
  path: text.optional().describe("Azure: files in the container; wildcards are allowed."),
  azureContainerName: text.optional().describe("Azure: container."),
  serviceAccountKey: password
    .optional()
    .describe("SERVICE_ACCOUNT: JSON key file of the service account, in base64. It is never told again."),
});

/** Which storages take a login. */
const storagesOf: Readonly<Record<string, readonly string[]>> = {
  IAM_ROLE: ["s3"],
  IAM_USER: ["s3", "gcs", "dospaces"],
  SERVICE_ACCOUNT: ["gcs"],
  CONNECTION_STRING: ["azureblobstorage"],
};
const queues: Readonly<Record<string, { form: RegExp; example: string; logins: readonly string[] }>> = {
  s3: {
    form: /^https:\/\/sqs\.[^/]+\/\d{12}\/[^/]+$/,
    example: "https://sqs.<region>.amazonaws.com/<12-digit account>/<name>",
    logins: ["IAM_USER", "IAM_ROLE"],
  },
  gcs: {
    form: /^projects\/[^/]+\/subscriptions\/[^/]+$/,
    example: "projects/<project>/subscriptions/<name>",
    logins: ["IAM_USER", "SERVICE_ACCOUNT"],
  },
};

type ObjectStorageSource = z.infer<typeof schema>;
const rule = rulesOf<ObjectStorageSource>("objectStorage");
const isAzure = ({ type }: Partial<ObjectStorageSource>) => type === "azureblobstorage";

export const objectStorage: SourceKind<typeof schema> = {
  schema,
  connection: ["authentication", "iamRole", "accessKey", "connectionString", "serviceAccountKey"],
  rules: [
    rule(["authentication", "type"], ({ authentication = "", type = "" }) => {
      const storages = entryOf(storagesOf, authentication);
      return storages === undefined || storages.includes(type)
        ? undefined
        : `${authentication} is possible with type ${storages.join(", ")} only`;
    }),
    rule(["url", "type"], (source) => {
      if (isAzure(source)) return source.url === undefined ? undefined : "must not be set for azureblobstorage";
      return source.url === undefined ? "is required" : undefined;
    }),
    rule(["azureContainerName", "type"], (source) =>
      exactlyWhen(isAzure(source), source.azureContainerName, "type azureblobstorage"),
    ),
    rule(["iamRole", "authentication"], ({ iamRole, authentication }) =>
      exactlyWhen(authentication === "IAM_ROLE", iamRole, "authentication IAM_ROLE"),
    ),
    rule(["accessKey", "authentication"], ({ accessKey, authentication }) =>
      exactlyWhen(authentication === "IAM_USER", accessKey, "authentication IAM_USER"),
    ),
    rule(["connectionString", "type"], (source) =>
      exactlyWhen(isAzure(source), source.connectionString, "type azureblobstorage"),
    ),
    rule(["serviceAccountKey", "authentication"], ({ serviceAccountKey, authentication }) =>
      exactlyWhen(authentication === "SERVICE_ACCOUNT", serviceAccountKey, "authentication SERVICE_ACCOUNT"),
    ),
    rule(["queueUrl", "isContinuous", "type", "authentication"], refuseQueue),
    rule(["skipInitialLoad", "queueUrl"], ({ skipInitialLoad, queueUrl }) =>
      skipInitialLoad && queueUrl === undefined ? "needs queueUrl" : undefined,
    ),
    rule(["startAfter", "skipInitialLoad"], ({ startAfter, skipInitialLoad }) =>
      skipInitialLoad && startAfter !== undefined ? "must not be set together with skipInitialLoad" : undefined,
    ),
    rule(["delimiter", "format"], ({ delimiter, format = "" }) =>
      delimiter !== undefined && !format.startsWith("CSV") ? "must be set with the CSV formats only" : undefined,
    ),
  ],
};

function refuseQueue({ queueUrl, isContinuous, type = "", authentication = "" }: Partial<ObjectStorageSource>) {
  if (queueUrl === undefined) return undefined;
  const queue = entryOf(queues, type);
  if (queue === undefined) return "is possible with type s3 or gcs only";
  if (!isContinuous) return "needs isContinuous: true";
  if (!queue.logins.includes(authentication)) return `needs authentication ${queue.logins.join(" or ")}`;
  return queue.form.test(queueUrl) ? undefined : `must be of the form ${queue.example}`;
}
