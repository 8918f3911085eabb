import type { Subject } from "../subject.ts";
import { analytics } from "./analytics.ts";

const key = (name: string) => `arn:aws:kms:eu-west-1:123456789012:key/${name}`;

export const transparentDataEncryptionKey: Subject = {
  token: "clickhouse:TransparentDataEncryptionKey",
  needs: [analytics({ hasTransparentDataEncryption: true })],
  args: ({ analytics: made }) => ({ serviceId: made?.id, transparentDataEncryptionKeyId: key("first") }),
  updates: { key: () => ({ transparentDataEncryptionKeyId: key("second") }) },
  creation: { operation: "updateService", states: [] },
};
