import { expect, test } from "vitest";
import { rfc3339 } from "../../../provider/gaussdb/times.ts";

test.each([
  ["2024-09-11T10:00:00+0800", "2024-09-11T02:00:00.000Z"],
  ["2024-09-11T10:00:00.5-01:30", "2024-09-11T11:30:00.500Z"],
  ["2024-09-11T02:00:00Z", "2024-09-11T02:00:00.000Z"],
  ["", undefined],
  [null, undefined],
])("%j is %s", (text, time) => {
  expect(rfc3339(text)).toBe(time);
});

test.each(["2024-04-09 13:42:11", "2023-07-07T012:15:07+0800", "02:00-03:00"])(
  "%s stays as it is: which moment it is, nobody knows",
  (text) => {
    expect(rfc3339(text)).toBe(text);
  },
);
