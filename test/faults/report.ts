import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";

interface Row {
  ran: number;
  held: number;
}

/** Tells how many cases of the fault matrix ran and how many held, by kind and by fault. */
export default class FaultReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const suites = modules.flatMap((module) => [...module.children.suites()]).filter(({ name }) => name.includes(":"));
    const cases = suites.flatMap((suite) => [...suite.children.allTests()].map((test) => ({ suite, test })));
    const ran = cases.filter(({ test }) => test.meta().fault && test.result().state !== "skipped");
    const leftOut = suites.reduce((sum, suite) => sum + leftOutOf(suite), 0);
    print(
      "kind",
      count(ran, ({ suite }) => suite.name),
    );
    print(
      "fault",
      count(ran, ({ test }) => test.meta().fault ?? ""),
    );
    const held = ran.filter(({ test }) => test.result().state === "passed").length;
    console.log(`\n${ran.length} cases ran, ${held} held; ${leftOut} left out, because the fault cannot happen there.`);
  }
}

function leftOutOf(suite: TestSuite): number {
  const [first] = suite.children.allTests();
  return first?.meta().leftOut ?? 0;
}

type Case = { readonly suite: TestSuite; readonly test: TestCase };

function count(cases: readonly Case[], keyOf: (one: Case) => string): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const one of cases) {
    const row = rows.get(keyOf(one)) ?? { ran: 0, held: 0 };
    row.ran += 1;
    if (one.test.result().state === "passed") row.held += 1;
    rows.set(keyOf(one), row);
  }
  return rows;
}

function print(title: string, rows: ReadonlyMap<string, Row>): void {
  console.log(`\n${title.padEnd(60)}${"cases".padStart(8)}${"held".padStart(8)}`);
  for (const [key, { ran, held }] of [...rows].sort(([one], [other]) => one.localeCompare(other))) {
    console.log(`${key.padEnd(60)}${String(ran).padStart(8)}${String(held).padStart(8)}`);
  }
}
