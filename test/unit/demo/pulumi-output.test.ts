import { expect, test } from "vitest";
import { readable } from "../../../scripts/demo/pulumi-output.ts";

test("shows a row once, with the properties that change at it", () => {
  const shown = show(
    " ~  pulumi-nodejs:dynamic/gaussdb:Instance orders updating",
    '        ~ name: "a" => "b"',
    " ~  pulumi-nodejs:dynamic/gaussdb:Instance orders updating",
    " ~  pulumi-nodejs:dynamic/gaussdb:Proxy orders updating",
    '        ~ name: "a" => "b"',
  );

  expect(shown).toEqual([
    " ~  gaussdb:Instance orders updating",
    '        ~ name: "a" => "b"',
    " ~  gaussdb:Proxy orders updating",
    '        ~ name: "a" => "b"',
  ]);
});

test("shows a replacement as one row", () => {
  const shown = show(
    " ++ clickhouse:Service analytics create replacement [diff: ~region]",
    " ++ clickhouse:Service analytics create replacement",
    '        ~ region: "eu-west-1" => "us-east-1" (replaces)',
    " +- clickhouse:Service analytics replace",
    '        ~ region: "eu-west-1" => "us-east-1" (replaces)',
    " -- clickhouse:Service analytics delete original",
  );

  expect(shown).toEqual([
    " +- clickhouse:Service analytics replace",
    '        ~ region: "eu-west-1" => "us-east-1" (replaces)',
  ]);
});

test("shows no heading under which nothing stands", () => {
  const shown = show(
    "Diagnostics:",
    "  pulumi:pulumi:Stack (orders-demo):",
    "    error: update failed",
    "",
    "  pulumi-nodejs:dynamic/gaussdb:Instance (orders):",
    "    error: the job failed",
    "",
    "  pulumi:pulumi:Stack (orders-demo):",
    "    error: update failed",
    "",
    "Resources:",
    "    3 unchanged",
  );

  expect(shown).toEqual([
    "Diagnostics:",
    "  gaussdb:Instance (orders):",
    "    error: the job failed",
    "Resources:",
    "    3 unchanged",
  ]);
});

test("shows what the program itself did wrong", () => {
  expect(show("Diagnostics:", "  pulumi:pulumi:Stack (orders-demo):", "    error: Missing configuration")).toEqual([
    "Diagnostics:",
    "  pulumi:pulumi:Stack (orders-demo):",
    "    error: Missing configuration",
  ]);
});

test.each([true, false])("shows the stack's outputs only where asked for: %s", (outputs) => {
  const show = readable({ outputs });

  const shown = ["Outputs:", '    url: "https://a"', "", "Resources:", "    + 1 created"].flatMap(show);

  expect(shown.includes('    url: "https://a"')).toBe(outputs);
  expect(shown).toContain("    + 1 created");
});

function show(...lines: string[]): string[] {
  return lines.flatMap(readable({ outputs: false }));
}
