import { z } from "zod";
import type { Rule, Shape, TimeLimits, Values } from "../runtime/resource.ts";
import { canonical, writeOnly } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";

/** An operation that a program runs. It has no object of its own in the cloud. */
export interface OneShot<In extends Shape, Again extends Shape> {
  readonly token: `${string}:${string}`;
  readonly noun: string;
  readonly description: string;
  /** Where it runs. A change of these runs it at another place; what only steers it is an `option`. */
  readonly inputs: In;
  /** What it runs with: like one of `triggers`, a change of these runs it again. */
  readonly runsWith?: Again;
  readonly rules?: readonly Rule<Values<In> & Values<Again>>[];
  /** Said at preview when it is about to run: what restarts, or loses data. */
  readonly notice: string;
  readonly timeLimits: Omit<TimeLimits, "delete">;
  readonly parent?: { readonly token: `${string}:${string}`; readonly input: keyof In & string };
  idOf(inputs: Values<In>): string;
  /** The inputs that the id tells. `undefined`: what it runs at is gone. */
  read(at: { cloud: GaussDb; id: string }): Promise<Readonly<Record<string, unknown>> | undefined>;
  run(at: { cloud: GaussDb; id: string; inputs: Values<In> & Values<Again> }): Promise<void>;
}

/** Compared as a whole, so that having run without any is something else than not having run. */
const triggers = writeOnly(canonical(z.array(z.unknown()), (values) => values))
  .default([])
  .describe("Any values: when one of them changes, it runs again. Default none, so that it runs once.");

/** Runs when it is created, and again when its triggers change. Deleting it does nothing in the cloud. */
export function oneShot<const In extends Shape, const Again extends Shape = Record<never, never>>(
  definition: OneShot<In, Again>,
) {
  type Inputs = Values<In> & Values<Again>;
  const { idOf, inputs, runsWith = {}, notice, rules = [], run, timeLimits, ...own } = definition;
  const readNever = Object.entries(runsWith).map(([key, schema]) => [key, writeOnly(schema as z.ZodType)]);
  const running = aspect<Shape>({
    inputs: { ...Object.fromEntries(readNever), triggers },
    notice,
    update: ({ cloud, id, inputs, state }) => run({ cloud, id, inputs: { ...state, ...inputs } as Inputs }),
  });
  return resource({
    ...own,
    inputs,
    outputs: {},
    aspects: [running],
    rules: rules as readonly Rule<object>[],
    timeLimits: { ...timeLimits, delete: 10 },
    notice: () => notice,
    // To run it is an aspect: that it has run is known when Pulumi's state has the triggers, and not before.
    async create({ inputs, created }) {
      created(idOf(inputs as Values<In>));
    },
    find: async () => [],
    async delete() {
      // What it has done stays done.
    },
  });
}
