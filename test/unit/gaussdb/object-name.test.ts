import { describe, expect, it } from "vitest";
import { backup } from "../../../provider/gaussdb/backup.ts";
import { name as instanceName } from "../../../provider/gaussdb/instance/name.ts";
import { name as proxyName } from "../../../provider/gaussdb/proxy/name.ts";

describe.each([
  ["an instance", instanceName.inputs.name],
  ["a proxy", proxyName.inputs.name],
  ["a backup", backup.inputs.name],
])("the name of %s", (_, schema) => {
  const accepts = (name: string) => schema.safeParse(name).success;

  it("has 4 to 64 letters, digits, hyphens and underscores, the first one a letter", () => {
    expect(["shop", "数据库一", "s".repeat(64), "s_1-2"].map(accepts)).toEqual([true, true, true, true]);
    expect(["sho", "s".repeat(65), "1shop", "_shop", "my shop", "shop.1"].filter(accepts)).toEqual([]);
  });

  it("has at most 64 bytes, of which a Chinese character takes 3", () => {
    expect(["数".repeat(21), "数".repeat(22)].map(accepts)).toEqual([true, false]);
  });
});
