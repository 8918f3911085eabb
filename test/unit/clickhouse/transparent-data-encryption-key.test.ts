import { describe, expect, it } from "vitest";
import { transparentDataEncryptionKey } from "../../../provider/clickhouse/transparent-data-encryption-key.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [old, fresh] = ["1", "2"].map((key) => `arn:aws:kms:eu-west-1:123456789012:key/${key}`) as [string, string];
const valid = { serviceId: "s", transparentDataEncryptionKeyId: old };
const rotation = (transparentDataEncryptionKeyId: string) => ({
  operation: "updateService",
  args: { serviceId: "s", body: { transparentDataEncryptionKeyId } },
});

describe("an encryption key of a service", () => {
  it("needs the service and the key", () => {
    expect(refusals(transparentDataEncryptionKey, valid)).toEqual([]);
    expect(refusals(transparentDataEncryptionKey, {})).toEqual([
      "serviceId: is required",
      "transparentDataEncryptionKeyId: is required",
    ]);
  });

  it("is rotated to before the association counts as made", async () => {
    const refused = recordingCloud({
      updateService: () => {
        throw new Error("Transparent data encryption is off");
      },
    });
    const made: string[] = [];
    const created = (id: string) => void made.push(id);

    await expect(transparentDataEncryptionKey.create({ cloud: refused.cloud, inputs: valid, created })).rejects.toThrow(
      "is off",
    );
    expect(made).toEqual([]);

    const { cloud, sent } = recordingCloud();
    await transparentDataEncryptionKey.create({ cloud, inputs: valid, created });
    expect(sent).toEqual([rotation(old)]);
    expect(made).toEqual(["s"]);
  });

  it("is exchanged for another one in place", async () => {
    const { cloud, sent } = recordingCloud();
    const inputs = { transparentDataEncryptionKeyId: fresh };

    await transparentDataEncryptionKey.aspects[0].update({
      cloud,
      id: "s",
      inputs,
      live: valid,
      changes: inputs,
      state: {},
    });

    expect(sent).toEqual([rotation(fresh)]);
  });

  it("is read from its service, and lives as long as that", async () => {
    const { cloud } = recordingCloud({
      services: ({ id }: { id: string }) => (id === "s" ? { transparentDataEncryptionKeyId: old } : undefined),
    });

    expect(await transparentDataEncryptionKey.read({ cloud, id: "s" })).toEqual(valid);
    expect(await transparentDataEncryptionKey.read({ cloud, id: "another" })).toBeUndefined();
  });

  it("stays at the service when the association is deleted, as the creation says", async () => {
    const { cloud, sent } = recordingCloud();

    await transparentDataEncryptionKey.delete({ cloud, id: "s", state: valid });

    expect(sent).toEqual([]);
    expect(transparentDataEncryptionKey.notice?.(valid)).toContain("cannot be taken away");
  });
});
