import { clickhouse } from "pulumi-clickhouse-gaussdb";

// Transparent data encryption can be turned on at the creation only. ENTERPRISE plan; AWS and GCP.
const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
  hasTransparentDataEncryption: true,
});

// The key's policy must let this role use it, before the key is associated.
export const role = analytics.encryptionRoleId;

// A new key is rotated to in place. None can be taken away again: deleting the association leaves the service encrypted.
const key = new clickhouse.TransparentDataEncryptionKey("analytics", {
  serviceId: analytics.id,
  transparentDataEncryptionKeyId: "arn:aws:kms:eu-west-1:123456789012:key/0f4d2c1e-7a6b-4c5d-9e8f-1a2b3c4d5e6f",
});

export const keyId = key.transparentDataEncryptionKeyId;
