import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Simulator, startSimulator } from "../simulator/index.ts";
import { cliEngine, hasCli } from "../test/engine/cli.ts";
import { embeddedEngine } from "../test/engine/embedded/embedded-engine.ts";
import type { Stack } from "../test/engine/engine.ts";
import { orders, simulatedClouds, withoutAccount } from "./demo/configuration.ts";
import { readable } from "./demo/pulumi-output.ts";
import { bold, dim, green, red, showIndented } from "./demo/screen.ts";
import { type Step, story } from "./demo/story.ts";

/** Simulated seconds in a second: an instance that takes 15 minutes is there after 1.5 s. */
const speed = 600;
const start = performance.now();
const program = fileURLToPath(new URL("../examples/orders-to-analytics", import.meta.url));
const provider = fileURLToPath(new URL("../dist/provider/index.js", import.meta.url));

if (existsSync(provider)) await demo();
else fail("The package is not built yet. Run npm ci, or npm run build.");

async function demo(): Promise<void> {
  await using simulator = await startSimulator({ speed });
  const engine = hasCli() ? cliEngine : embeddedEngine;
  const told = hasCli()
    ? "The Pulumi CLI on your PATH runs the program, with a home and a state of its own."
    : "There is no Pulumi CLI on your PATH: the embedded engine of our tests stands in for it.";
  console.log(`${bold("From orders to analytics")}: GaussDB(for MySQL) on Huawei Cloud, streamed into ClickHouse Cloud.

  program  examples/orders-to-analytics
  clouds   simulated, at ${simulator.url}; a second is ${speed / 60} minutes there
  engine   ${told}

Each step is a Pulumi command: behind │ what Pulumi says, behind ✓ what was checked afterwards.`);
  let show = readable({ outputs: false });
  const onOutput = (line: string) => {
    for (const text of show(line)) showIndented(text);
  };
  const config = { ...simulatedClouds(simulator), ...orders };
  await using stack = await engine.stack({ stack: "demo", program, config, environment: withoutAccount, onOutput });
  let isInterrupted = false;
  process.on("SIGINT", () => {
    isInterrupted = true;
    stack.interrupt();
  });
  await perform(simulator, stack, {
    onStep: (step) => {
      show = readable({ outputs: step.outputs ?? false });
    },
    isInterrupted: () => isInterrupted,
  });
}

interface Audience {
  onStep(step: Step): void;
  isInterrupted(): boolean;
}

async function perform(simulator: Simulator, stack: Stack, audience: Audience): Promise<void> {
  const steps = story({ simulator, stack });
  for (const [index, step] of steps.entries()) {
    console.log(`\n${bold(`${index + 1}/${steps.length}  ${step.title}`)}\n${step.about}`);
    audience.onStep(step);
    const result = await step.run();
    if (audience.isInterrupted()) return fail(`\nInterrupted in step ${index + 1}. ${seconds()}`);
    const promises = step.promises(result);
    for (const [promise, kept] of promises) console.log(kept ? green(`  ✓ ${promise}`) : red(`  ✗ ${promise}`));
    const broken = promises.filter(([, kept]) => !kept);
    if (broken.length > 0) return fail(`\nStep ${index + 1} did not keep what it promises. ${seconds()}`);
  }
  console.log(`\n${green(bold("All promises were kept."))} ${dim(seconds())}
The program is examples/orders-to-analytics/index.ts; "npm run simulator" serves the clouds for programs of your own.`);
}

function seconds(): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s in all.`;
}

function fail(reason: string): void {
  console.error(red(reason));
  process.exitCode = 1;
}
