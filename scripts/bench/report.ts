import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { load, machine } from "./machine.ts";
import { inWords, type Row } from "./row.ts";
import { repetitions } from "./sample.ts";
import { usualWidth, wideWidth } from "./simulated.ts";

const file = fileURLToPath(new URL("../../docs/performance.md", import.meta.url));
const [begin, end] = ["<!-- Written by npm run bench. -->", "<!-- Until here. -->"];

/** Shows the tables, and writes them into the document; what is said around them there stays. */
export async function report(tables: {
  readonly simulated: readonly Row[];
  readonly real: readonly Row[];
  readonly loadBefore: string;
}): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const text = `
Median of ${repetitions} runs, least and greatest in parentheses. Measured on ${day}, load ${tables.loadBefore} at the start, ${load()} at the end:
${machine()}.

## In simulated time

${table(tables.simulated, `${wideWidth} at a time`)}

## On the machine

${table(tables.real, "measured")}
`;
  console.log(text);
  const [before = "", rest = ""] = (await readFile(file, "utf8")).split(begin);
  const [, after = ""] = rest.split(end);
  await writeFile(file, `${before}${begin}\n${text}\n${end}${after}`);
}

/** A column that no row fills is left out. */
function table(rows: readonly Row[], measured: string): string {
  const columns = {
    measure: (row: Row) => row.what,
    target: (row: Row) => row.target,
    [measured]: (row: Row) => inWords(row.figure),
    met: ({ met }: Row) => (met === undefined ? undefined : met ? "yes" : "**no**"),
    [`${usualWidth} at a time`]: ({ usual }: Row) => usual && inWords(usual),
    [`naive, ${wideWidth} at a time`]: ({ naive }: Row) => naive && inWords(naive),
  };
  const filled = Object.entries(columns).filter(([, cell]) => rows.some((row) => cell(row) !== undefined));
  const padded = filled.map(([title, cell]) => {
    const cells = [title, ...rows.map((row) => cell(row) ?? "")];
    const width = Math.max(...cells.map(({ length }) => length));
    const [head = "", ...body] = cells.map((text) => text.padEnd(width));
    return [head, "-".repeat(width), ...body];
  });
  const lines = (padded[0] ?? []).map((_, line) => padded.map((column) => column[line]));
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
