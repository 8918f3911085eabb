import { describe, expect, it } from "vitest";
import { htapInstanceId, htapPartsOf, unlessGone } from "../../../provider/gaussdb/htap.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { recordingCloud } from "../recording-cloud.ts";

describe("the id of something in an HTAP instance", () => {
  it("names the instances that it is in, and may hold an encoded name", () => {
    expect(htapPartsOf("i/s/a%2Fb")).toEqual({ htapInstanceId: "i/s", htapId: "s", ownId: "a/b" });
  });

  it.each(["s", "i/s", "i//a", "i/s/", "/s/a", "i/s/a/b"])("is not %s", (id) => {
    expect(() => htapPartsOf(id)).toThrow(
      `"${id}" is not an id of this kind: it must be <instance id>/<HTAP instance id>/<own id>.`,
    );
  });

  it("begins with what an input takes for the id of the instance", () => {
    const input = htapInstanceId("StarRocksInstance");

    expect(input.safeParse("i/s").success).toBe(true);
    for (const wrong of ["s", "i/s/a", "i/", "i/ s"]) expect(input.safeParse(wrong).success, wrong).toBe(false);
  });
});

describe("what is asked of an HTAP instance", () => {
  const refused = (code?: string) => async () => {
    throw new CloudError({ operation: "ask", summary: "refused", status: 400, code });
  };
  const ask = (code: string | undefined, ...listed: string[]) => {
    const { cloud } = recordingCloud({ "htapInstances.list": listed.map((id) => ({ id })) });
    return unlessGone(cloud, "i/s", refused(code));
  };

  it("is answered by the cloud", async () => {
    expect(await unlessGone(recordingCloud().cloud, "i/s", async () => "answer")).toBe("answer");
  });

  it.each(["DBS.05000044", "DBS.05000091", "DBS.200022", "DBS.200044", "DBS.201003"])(
    "is nothing after %s when the list does not have the instance, and refused when it has",
    async (code) => {
      expect(await ask(code, "another")).toBeUndefined();
      await expect(ask(code, "another", "s")).rejects.toThrow(code);
    },
  );

  it.each(["DBS.200019", "APIGW.0302", undefined])("is refused after %s whatever the list has", async (code) => {
    await expect(ask(code)).rejects.toThrow("refused");
  });
});
