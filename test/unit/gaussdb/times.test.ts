import { expect, test } from "vitest";
import { rfc3339, time } from "../../../provider/gaussdb/times.ts";

test.each([
  ["2018-08-06T12:41:14+0800", "2018-08-06T04:41:14.000Z"],
  ["2018-08-06T12:41:14-0130", "2018-08-06T14:11:14.000Z"],
  ["2018-08-06T12:41:14.5+08:00", "2018-08-06T04:41:14.500Z"],
  ["2018-08-06T12:41:14Z", "2018-08-06T12:41:14.000Z"],
  ["", undefined],
  [null, undefined],
  [undefined, undefined],
])("the time %s is the moment %s", (told, moment) => {
  expect(rfc3339(told)).toBe(moment);
});

test.each(["some day", "2024-04-09 13:42:11", "2023-07-07T012:15:07+0800", "02:00-03:00"])(
  "%s stays as it is: which moment it is, nobody knows",
  (text) => {
    expect(rfc3339(text)).toBe(text);
  },
);

test("a time in a program is a whole one with its offset", () => {
  for (const text of ["2026-01-31T18:00:00Z", "2026-01-31T18:00:00.5+01:00"]) {
    expect(time.safeParse(text).success).toBe(true);
  }
  for (const text of ["2026-01-31", "2026-01-31 18:00", "2026-01-31T18:00:00", "18:00", "yesterday"]) {
    expect(time.safeParse(text).error?.issues[0]?.message).toBe("must be a time such as 2026-01-31T18:00:00Z");
  }
});
