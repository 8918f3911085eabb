import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Simulator, startSimulator } from "../simulator/index.ts";
import { embeddedEngine } from "../test/engine/embedded/embedded-engine.ts";
import type { Result, Stack } from "../test/engine/engine.ts";
import { measuredBy } from "./bench/child.ts";
import type { Loading } from "./bench/loading.ts";
import { machine } from "./bench/machine.ts";
import type { OwnWork } from "./bench/own-work.ts";
import { recordedIn } from "./bench/recorded.ts";
import { inMilliseconds, repeatedly, repetitions, sampleOf } from "./bench/sample.ts";
import { simulatedClouds, withoutAccount } from "./demo/configuration.ts";

type Row = readonly [what: string, figure: string];

const kinds = {
  "ClickHouse Cloud": ["clickhouse:Service", "clickhouse:ClickPipe"],
  "GaussDB(for MySQL)": [
    "gaussdb:Instance",
    "gaussdb:ReadReplica",
    "gaussdb:ParameterTemplate",
    "gaussdb:ParameterTemplateApplication",
    "gaussdb:Proxy",
  ],
};
const described = machine();

await using simulator = await startSimulator({ speed: 3_000 });
await using stack = await embeddedEngine.stack({
  program: fileURLToPath(new URL("./bench/program", import.meta.url)),
  config: simulatedClouds(simulator),
  environment: withoutAccount,
});
const rows = [...(await loadTimes(simulator)), ...(await aHundredResources(simulator, stack))];
await report(rows);

async function loadTimes(simulator: Simulator): Promise<Row[]> {
  const rows: Row[] = [];
  const settings = Object.entries(simulatedClouds(simulator));
  const plain = settings.map(([key, value]) => [key, typeof value === "string" ? value : value.secret]);
  const config = JSON.stringify(Object.fromEntries(plain));
  for (const [cloud, tokens] of Object.entries(kinds)) {
    const measured = await repeatedly(() => measuredBy<Loading>("./loading.ts", tokens.join(","), config));
    const of = (part: keyof Loading) => inMilliseconds(sampleOf(measured.map((loading) => loading[part])));
    if (rows.length === 0) rows.push(tell("Load `@pulumi/pulumi` itself, for comparison", of("pulumi")));
    rows.push(tell(`Load all kinds of ${cloud}`, of("provider")));
    rows.push(tell(`First call of ${cloud}, with all that it loads`, of("firstCall")));
  }
  return rows;
}

async function aHundredResources(simulator: Simulator, stack: Stack): Promise<Row[]> {
  const rows = [tell("Preview of 100 new resources", await previewTime(stack, { create: 101 }))];
  succeeded(await stack.up({ parallel: 64 }));
  const previews = await timed(stack, { same: 101 });
  rows.push(tell("Preview of 100 resources without a change", inMilliseconds(sampleOf(previews))));
  const [plugin, program] = await ownWork(stack);
  rows.push(tell("… of this in our code, in the plugin", inMilliseconds(plugin)));
  rows.push(tell("… of this in our code, in the program", inMilliseconds(program)));
  const share = (plugin.median + program.median) / sampleOf(previews).median;
  rows.push(tell("… share of our code, if nothing ran at the same time", `${Math.round(share * 100)} %`));
  const before = simulator.requests().length;
  const refreshed = succeeded(await stack.refresh());
  if (refreshed.changes.same !== 101) throw new Error(`The refresh has found changes:\n${refreshed.text}`);
  rows.push(tell("Calls of a refresh of 100 resources without a change", `${simulator.requests().length - before}`));
  succeeded(await withoutProtection(stack).then(() => stack.destroy({ parallel: 64 })));
  return rows;
}

async function previewTime(stack: Stack, changes: Result["changes"]): Promise<string> {
  return inMilliseconds(sampleOf(await timed(stack, changes)));
}

/** The times of previews, each of which must find exactly this. */
async function timed(stack: Stack, changes: Result["changes"]): Promise<number[]> {
  return repeatedly(async () => {
    const start = performance.now();
    const result = succeeded(await stack.preview());
    const time = performance.now() - start;
    if (JSON.stringify(result.changes) === JSON.stringify(changes)) return time;
    throw new Error(`The preview has found something else than ${JSON.stringify(changes)}:\n${result.text}`);
  });
}

/** The same checks and comparisons as in the preview, called by themselves, in processes that have just begun. */
async function ownWork(stack: Stack) {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const file = join(folder, "resources.json");
    await writeFile(file, JSON.stringify(recordedIn(await stack.export())));
    const measure = async (part: "plugin" | "program") => {
      const works = await repeatedly(() => measuredBy<OwnWork>("./own-work.ts", part, file));
      return sampleOf(works.map(({ milliseconds }) => milliseconds));
    };
    return [await measure("plugin"), await measure("program")] as const;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function withoutProtection(stack: Stack): Promise<void> {
  const { resources = [] } = (await stack.export()).deployment;
  for (const { urn, protect } of resources) if (protect) await stack.unprotect(urn);
}

function succeeded(result: Result): Result {
  if (!result.ok) throw new Error(`The operation has failed:\n${result.text}`);
  return result;
}

function tell(what: string, figure: string): Row {
  console.log(`${what.replaceAll("`", "")}: ${figure}`);
  return [what, figure];
}

async function report(rows: readonly Row[]): Promise<void> {
  const table = rows.map(([what, figure]) => `| ${what} | ${figure} |`).join("\n");
  const text = `# Performance

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${described}.
Median of ${repetitions} runs, least and greatest in parentheses. The clouds are simulated on the same machine; previews and the
refresh run on the embedded engine.

| what | figure |
|---|---|
${table}

The hundred resources are 20 services, 40 ClickPipes, 10 instances, 10 read replicas, 10 parameter templates, 5 of them
applied, and 5 proxies (\`scripts/bench/program\`). Plugin and program start and work side by side, so the share of our
code is an upper bound. There are no targets yet.
`;
  await writeFile(fileURLToPath(new URL("../docs/performance.md", import.meta.url)), text);
}
