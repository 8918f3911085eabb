import { globSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { operations } from "../../../provider/clickhouse/api.gen.ts";
import { functions } from "../../../provider/clickhouse/functions.ts";
import { record } from "../../faults/recording.ts";
import type { Subject } from "../../faults/subject.ts";

const folder = resolve(import.meta.dirname, "../../faults/subjects");

/** What the vendor has moved elsewhere; the simulated cloud answers that it is gone. */
const moved = ["updateCdcScaling"];

test("every change that ClickHouse Cloud's API offers is made in the life of a resource or asked for by a function", async () => {
  const modules: object[] = await Promise.all(
    globSync("*.ts", { cwd: folder }).map((file) => import(join(folder, file))),
  );
  const subjects = modules.flatMap((exported) => Object.values(exported).filter(isSubjectOfClickHouse));

  const called = new Set<string>(Object.values(functions).map(({ operation }) => operation));
  for (const subject of subjects) {
    for (const { calls } of await record(subject)) for (const { operation } of calls) called.add(operation);
  }

  const changes = Object.entries(operations).filter(([, { method }]) => method !== "GET");
  expect(changes.map(([name]) => name).filter((name) => !called.has(name))).toEqual(moved);
});

function isSubjectOfClickHouse(value: object): value is Subject {
  return "token" in value && "updates" in value && String(value.token).startsWith("clickhouse:");
}
