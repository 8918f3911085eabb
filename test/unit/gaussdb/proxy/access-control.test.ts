import { expect, it } from "vitest";
import { accessControl } from "../../../../provider/gaussdb/proxy/access-control.ts";
import { noticeOf } from "../instance/settings.ts";

it("the access control of a proxy does not end without a word", () => {
  const control = { type: "white" as const, ipList: [{ ip: "10.0.0.0/8" }], enabled: true };
  const notice = (enabled: boolean, before: boolean) =>
    noticeOf(
      accessControl,
      { accessControl: { ...control, enabled } },
      { accessControl: { ...control, enabled: before } },
    );

  expect(notice(false, true)).toContain("everybody who reaches the proxy may connect");
  expect([notice(true, true), notice(true, false), notice(false, false)]).toEqual([undefined, undefined, undefined]);
});
