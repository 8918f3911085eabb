import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// Nothing that a test does may reach the notes of the user's own stacks.
const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
process.env.PULUMI_HOME = home;
delete process.env.PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL;

afterAll(() => rmSync(home, { recursive: true, force: true }));
