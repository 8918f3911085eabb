import { describe, expect, it } from "vitest";
import { elasticIp } from "../../../../provider/gaussdb/instance/elastic-ip.ts";
import { instance } from "../../../../provider/gaussdb/instance.ts";
import { noticeOf } from "./settings.ts";

const address = { publicIp: "203.0.113.7", publicIpId: "eip-1" };

describe("a public address of an instance", () => {
  it("is said to open it to the internet, from the beginning and later", () => {
    const exposure = "can be reached at 203.0.113.7 from the internet";

    expect(instance.notice?.(address)).toContain(exposure);
    expect(noticeOf(elasticIp, address)).toContain(exposure);
    expect(instance.notice?.({})).toBeUndefined();
  });

  it("is missed by clients when it is unbound", () => {
    expect(noticeOf(elasticIp, { publicIp: "", publicIpId: "" }, address)).toContain("lose the connection");
  });
});
