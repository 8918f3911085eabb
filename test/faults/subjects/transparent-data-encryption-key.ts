import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

const key = (name: string) => `arn:aws:kms:eu-west-1:123456789012:key/${name}`;

const encrypted = (service: Declaration): Declaration => ({
  ...service,
  args: (made) => ({ ...service.args(made), hasTransparentDataEncryption: true }),
});

export const transparentDataEncryptionKey: Subject = {
  token: "clickhouse:TransparentDataEncryptionKey",
  needs: [encrypted(analytics), encrypted(reports)],
  args: ({ analytics }) => ({ serviceId: analytics?.id, transparentDataEncryptionKeyId: key("first") }),
  updates: { key: () => ({ transparentDataEncryptionKeyId: key("second") }) },
  replacements: { service: ({ reports }) => ({ serviceId: reports?.id }) },
  drift: {
    inputs: ["transparentDataEncryptionKeyId"],
    byHand: (admin, id) =>
      admin.change("clickhouse", "services", id, { transparentDataEncryptionKeyId: key("by-hand") }),
  },
  creation: { operation: "updateService", states: [] },
};
