import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requireProvider } from "../../../sdk/plugin.ts";

const pulumiProgram = "/opt/node_modules/@pulumi/pulumi/cmd/run";
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "program-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("a Pulumi program", () => {
  it("fails at its start when Pulumi's plugin could not find the provider from its folder", () => {
    expect(() => requireProvider(folder, pulumiProgram)).toThrow(
      `pulumi-clickhouse-gaussdb cannot be found from ${folder}`,
    );
  });

  it("may stand in any folder that has the package installed", async () => {
    const installed = join(folder, "node_modules", "pulumi-clickhouse-gaussdb");
    await mkdir(installed, { recursive: true });
    await writeFile(join(installed, "package.json"), '{ "exports": { "./provider": "./provider.js" } }');
    await writeFile(join(installed, "provider.js"), "");

    expect(() => requireProvider(folder, pulumiProgram)).not.toThrow();
  });

  it("is not asked where something else imports the package", () => {
    expect(() => requireProvider(folder, "/opt/node_modules/vitest/vitest.mjs")).not.toThrow();
  });
});
