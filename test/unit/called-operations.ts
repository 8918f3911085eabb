import { globSync } from "node:fs";
import { join, resolve } from "node:path";
import { record } from "../faults/recording.ts";
import type { Subject } from "../faults/subject.ts";

const folder = resolve(import.meta.dirname, "../faults/subjects");

/** The operations of a cloud that the lives of its resources call. */
export async function operationsInLives(module: "clickhouse" | "gaussdb"): Promise<Set<string>> {
  const modules: object[] = await Promise.all(
    globSync("*.ts", { cwd: folder }).map((file) => import(join(folder, file))),
  );
  const isOwn = (value: object): value is Subject =>
    "token" in value && "updates" in value && String(value.token).startsWith(`${module}:`);
  const called = new Set<string>();
  for (const subject of modules.flatMap((exported) => Object.values(exported)).filter(isOwn)) {
    for (const { calls } of await record(subject)) for (const { operation } of calls) called.add(operation);
  }
  return called;
}
