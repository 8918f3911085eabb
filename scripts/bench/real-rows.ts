import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Simulator, startSimulator } from "../../simulator/index.ts";
import { embeddedEngine } from "../../test/engine/embedded/embedded-engine.ts";
import type { Result, Stack } from "../../test/engine/engine.ts";
import { simulatedClouds, withoutAccount } from "../demo/configuration.ts";
import { measuredBy } from "./child.ts";
import type { Loading } from "./loading.ts";
import type { Memory } from "./memory.ts";
import type { OwnWork } from "./own-work.ts";
import { recordedIn } from "./recorded.ts";
import { atMost, figure, type Row } from "./row.ts";
import { repeatedly, sampleOf } from "./sample.ts";

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

/** What is measured in the time of the machine: in processes as Pulumi starts them, and on the embedded engine. */
export async function realRows(): Promise<Row[]> {
  await using simulator = await startSimulator({ speed: 3_000 });
  await using stack = await embeddedEngine.stack({
    program: fileURLToPath(new URL("./program", import.meta.url)),
    config: simulatedClouds(simulator),
    environment: withoutAccount,
  });
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const rows = [
      ...(await loadTimes(configurationFor(simulator))),
      ...(await aHundredResources(simulator, stack, folder)),
    ];
    succeeded(await withoutProtection(stack).then(() => stack.destroy({ parallel: 64 })));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function loadTimes(config: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [cloud, tokens] of Object.entries(kinds)) {
    const measured = await repeatedly(() => measuredBy<Loading>("./loading.ts", tokens.join(","), config));
    const of = (part: keyof Loading) =>
      figure(
        measured.map((loading) => loading[part]),
        "ms",
      );
    const provider = of("provider");
    if (rows.length === 0) rows.push({ what: "Load `@pulumi/pulumi` itself, for comparison", figure: of("pulumi") });
    rows.push({ what: `Load all kinds of ${cloud} besides`, figure: provider, ...atMost(150, provider) });
    rows.push({ what: "… processor time", figure: of("providerCpu") });
    rows.push({ what: `First call of ${cloud}, with all that it loads`, figure: of("firstCall") });
  }
  return rows;
}

async function aHundredResources(simulator: Simulator, stack: Stack, folder: string): Promise<Row[]> {
  const creation = await previews(stack, { create: 101 });
  succeeded(await stack.up({ parallel: 64 }));
  const noChange = await previews(stack, { same: 101 });
  const file = join(folder, "resources.json");
  await writeFile(file, JSON.stringify(recordedIn(await stack.export())));
  const [few, many] = [await ownWork(file, 100), await ownWork(file, 1_000)];
  const whole = few.map(({ loading, resources }) => loading + resources);
  const share = (100 * sampleOf(whole).median) / sampleOf(noChange).median;
  const perResource = figure(
    many.map(({ resources }) => resources / 1_000),
    "ms",
  );
  const before = simulator.requests().length;
  const refreshed = succeeded(await stack.refresh());
  if (refreshed.changes.same !== 101) throw new Error(`The refresh has found changes:\n${refreshed.text}`);
  const calls = simulator.requests().length - before;
  const memory = await memoryOver(file, configurationFor(simulator));
  return [
    { what: "Preview of 100 new resources", figure: figure(creation, "ms") },
    { what: "Preview of 100 resources without a change", figure: figure(noChange, "ms") },
    { what: "… processor time of our code in it, loading included", figure: figure(whole, "ms") },
    { what: "… its share, if nothing ran at the same time", figure: figure([share], "%") },
    { what: "Calls of a refresh of these 100 resources", figure: figure([calls]) },
    {
      what: "Processor time of our code for a resource in a preview of 1,000",
      figure: perResource,
      ...atMost(1, perResource),
    },
    { what: "Memory of the plugin with 1,000 resources over that with one", figure: memory, ...atMost(64, memory) },
  ];
}

/** The times of previews, each of which must find exactly this. */
async function previews(stack: Stack, changes: Result["changes"]): Promise<number[]> {
  return repeatedly(async () => {
    const start = performance.now();
    const result = succeeded(await stack.preview());
    const time = performance.now() - start;
    if (JSON.stringify(result.changes) === JSON.stringify(changes)) return time;
    throw new Error(`The preview has found something else than ${JSON.stringify(changes)}:\n${result.text}`);
  });
}

/** What plugin and program do in a preview, done by itself in processes that have just begun. */
async function ownWork(file: string, count: number): Promise<OwnWork[]> {
  return repeatedly(async () => {
    const inPlugin = await measuredBy<OwnWork>("./own-work.ts", "plugin", file, `${count}`);
    const inProgram = await measuredBy<OwnWork>("./own-work.ts", "program", file, `${count}`);
    return {
      loading: inPlugin.loading + inProgram.loading,
      resources: inPlugin.resources + inProgram.resources,
    };
  });
}

async function memoryOver(file: string, config: string) {
  const measure = (count: number) => measuredBy<Memory>("./memory.ts", file, `${count}`, config);
  const differences = await repeatedly(async () => {
    const [one, many] = [await measure(1), await measure(1_000)];
    return many.greatestMb - one.greatestMb;
  });
  return figure(differences, "MB");
}

function configurationFor(simulator: Simulator): string {
  const settings = Object.entries(simulatedClouds(simulator));
  const plain = settings.map(([key, value]) => [key, typeof value === "string" ? value : value.secret]);
  return JSON.stringify(Object.fromEntries(plain));
}

async function withoutProtection(stack: Stack): Promise<void> {
  const { resources = [] } = (await stack.export()).deployment;
  for (const { urn, protect } of resources) if (protect) await stack.unprotect(urn);
}

function succeeded(result: Result): Result {
  if (!result.ok) throw new Error(`The operation has failed:\n${result.text}`);
  return result;
}
