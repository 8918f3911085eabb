import { expect, test } from "vitest";
import { rfc3339 } from "../../../provider/gaussdb/times.ts";

test.each([
  ["2018-08-06T12:41:14+0800", "2018-08-06T04:41:14.000Z"],
  ["2018-08-06T12:41:14-0130", "2018-08-06T14:11:14.000Z"],
  ["2018-08-06T12:41:14+08:00", "2018-08-06T04:41:14.000Z"],
  ["2018-08-06T12:41:14Z", "2018-08-06T12:41:14.000Z"],
  ["", undefined],
  [null, undefined],
  [undefined, undefined],
])("the time %s is the moment %s", (told, moment) => {
  expect(rfc3339(told)).toBe(moment);
});

test("what is no time stays as it is", () => {
  expect(rfc3339("some day")).toBe("some day");
});
