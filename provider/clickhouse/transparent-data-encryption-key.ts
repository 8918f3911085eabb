import { z } from "zod";
import { aspect, type ClickHouse, resource } from "./clickhouse.ts";

const key = aspect({
  inputs: {
    transparentDataEncryptionKeyId: z
      .string()
      .min(1)
      .describe(
        "Key to encrypt with, for example the ARN of a KMS key. The service's role `encryptionRoleId` must be allowed to " +
          "use it. A new value rotates to that key.",
      ),
  },
  notice: "The service is encrypted with another key. It becomes unreadable if that key is disabled or deleted.",
  async update({ cloud, id, inputs: { transparentDataEncryptionKeyId } }) {
    await rotate(cloud, id, transparentDataEncryptionKeyId);
  },
});

/** An own key with which a service encrypts its data. */
export const transparentDataEncryptionKey = resource({
  token: "clickhouse:TransparentDataEncryptionKey",
  noun: "encryption key of the service",
  description:
    "The association of an own key with a ClickHouse Cloud service that was created with `hasTransparentDataEncryption`. " +
    "Its id is the service's. A key can be exchanged for another one but never taken away: deleting the association " +
    "changes nothing at the service, which needs the key as long as it lives.",
  inputs: {
    serviceId: z.string().min(1).describe("Service. It must have transparent data encryption."),
  },
  outputs: {},
  aspects: [key],
  timeLimits: { create: 30, update: 30, delete: 5 },
  parent: { token: "clickhouse:Service", input: "serviceId" },
  notice: () => "The key cannot be taken away from the service again, only exchanged for another one.",

  async create({ cloud, inputs: { serviceId, transparentDataEncryptionKeyId }, created }) {
    await rotate(cloud, serviceId, transparentDataEncryptionKeyId);
    created(serviceId);
  },
  /** Rotating to the key that is there already changes nothing: no creation can do harm. */
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    const service = await cloud.services.get(id);
    return service && { serviceId: id, transparentDataEncryptionKeyId: service.transparentDataEncryptionKeyId ?? null };
  },
  async delete() {
    // The API has no way to take a key away.
  },
});

async function rotate(cloud: ClickHouse, serviceId: string, transparentDataEncryptionKeyId: string): Promise<void> {
  await cloud.change("updateService", { serviceId, body: { transparentDataEncryptionKeyId } });
}
