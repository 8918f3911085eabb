import type { Aspect, Shape } from "../../../provider/runtime/resource.ts";

interface Runnable {
  readonly aspects: readonly unknown[];
}

type Values = Readonly<Record<string, unknown>>;

/** Runs what a program runs, as when its triggers have changed. */
export async function runOf(
  { aspects }: Runnable,
  { cloud, id, inputs }: { readonly cloud: never; readonly id: string; readonly inputs: Values },
): Promise<void> {
  const [running] = aspects as readonly [Aspect<never, Shape>];
  const all = { triggers: [], ...inputs };
  await running.update({ cloud, id, inputs: all, live: {}, changes: all, state: all });
}
