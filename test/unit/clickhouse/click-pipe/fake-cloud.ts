import type { ClickHouse, ClickPipeDetail } from "../../../../provider/clickhouse/clickhouse.ts";
import { CloudError } from "../../../../provider/http/errors.ts";

type Body = Readonly<Record<string, unknown>>;

/** What a fake cloud holds; tests change it while the code under test runs. */
export interface World {
  /** Absent: there is no pipe. */
  pipe: ClickPipeDetail | undefined;
  service: string;
}

export interface FakeCloud extends ClickHouse {
  readonly world: World;
  /** The changing calls in order, each as its operation and body. */
  readonly calls: (readonly [operation: string, body: unknown])[];
  readonly warnings: string[];
}

interface Options {
  readonly pipe?: Partial<ClickPipeDetail>;
  readonly service?: string;
  /** Reacts to a changing call before the cloud does; an error that it throws is the answer. */
  readonly on?: (operation: string, world: World, body: Body) => void;
  /** The states that reads show one after the other, before that of the world. */
  readonly states?: readonly string[];
}

export const pipeId = "service-1/pipe-1";
const looksAtMost = 50;

/** ClickHouse Cloud with one service and one pipe, where everything happens at once. */
export function fakeCloud({ pipe = {}, service = "running", on, states = [] }: Options = {}): FakeCloud {
  const world: World = { pipe: { id: "pipe-1", serviceId: "service-1", state: "Running", ...pipe }, service };
  const calls: [string, unknown][] = [];
  const warnings: string[] = [];
  const ahead = [...states];
  const seen = () => {
    const state = ahead.shift();
    return world.pipe && state !== undefined ? { ...world.pipe, state } : world.pipe;
  };
  const perform = async (operation: string, { body }: { body?: Body } = {}) => {
    calls.push([operation, body]);
    on?.(operation, world, body ?? {});
    reactions[operation]?.(world, body ?? {});
    return world.pipe;
  };
  const fake = {
    world,
    calls,
    warnings,
    begin: perform,
    change: perform,
    async wait({ look }: { look: () => Promise<object> }) {
      for (let looks = 0; looks < looksAtMost; looks++) {
        const found = await look();
        if ("done" in found) return found.done;
      }
      throw new Error("waited for ever");
    },
    warn: (text: string) => warnings.push(text),
    services: { get: async () => ({ state: world.service }) },
    clickPipes: () => ({ get: async () => seen(), list: async () => (world.pipe ? [world.pipe] : []) }),
  };
  return fake as unknown as FakeCloud;
}

const reactions: Readonly<Record<string, (world: World, body: Body) => void>> = {
  updateClickPipeState: ({ pipe }, { command }) => {
    if (pipe) Object.assign(pipe, { state: command === "stop" ? "Paused" : "Running" });
  },
  updateServiceState: (world) => {
    world.service = "running";
  },
  deleteClickPipe: (world) => {
    world.pipe = undefined;
  },
};

export function refusal(status: number, summary: string): CloudError {
  return new CloudError({ operation: "updateClickPipe", status, summary });
}

/** A call's refusal because the service does not run. */
export const notRunning = (state: string) =>
  refusal(424, `The service must be running to manage ClickPipes. Current state: ${state}`);
