import { describe, expect, it } from "vitest";
import { strongPassword } from "../../../provider/gaussdb/strong-password.ts";

const schema = strongPassword("~!@#-");
const accepts = (password: string) => schema.safeParse(password).success;

describe("a strong password", () => {
  it("has three of the four kinds of characters", () => {
    expect(["Abcdefg1", "abcdef-1", "ABCDEF-1", "Abcdef-g"].map(accepts)).toEqual([true, true, true, true]);
    expect(["abcdefg1", "ABCDEFG1", "abcdef--", "1234567-"].map(accepts)).toEqual([false, false, false, false]);
  });

  it("counts only those special characters that its section names", () => {
    expect([accepts("abcdef$1"), strongPassword("$").safeParse("abcdef$1").success]).toEqual([false, true]);
  });

  it("has 8 to 32 characters", () => {
    expect([7, 8, 32, 33].map((length) => accepts("Ab1".padEnd(length, "x")))).toEqual([false, true, true, false]);
  });
});
