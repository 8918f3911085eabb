import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { Unfinished } from "../../../provider/runtime/failure.ts";
import { dynamicProvider } from "../../../provider/runtime/provider.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import type { Wire } from "../../../provider/runtime/wire.ts";
import { requested } from "./fake-wire.ts";

type Props = Record<string, unknown>;

// What is noted of pending creations here must not lie among the user's own notes, nor wait for a disk.
const journal = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "journal-"));
process.env.PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL = journal;
afterAll(() => rmSync(journal, { recursive: true, force: true }));

/** What Pulumi keeps of a resource. */
export interface Held {
  readonly id: string;
  readonly inputs: Props;
  readonly outs: Props;
}

export const providerText = 'exports.handler = () => require("fake").handler("fake:Box");';

let names = 0;

/** The URN of a resource that no other test has. */
export function newUrn(name = "box"): string {
  names += 1;
  return `urn:pulumi:dev-${names}::shop::pulumi-nodejs:dynamic/fake:Box::${name}`;
}

/**
 * One resource in a program, asked as Pulumi's engine asks: with its URN in each request and the provider's text in all
 * that is sent.
 */
export function resourceOf(definition: Definition<unknown>, { urn = newUrn(), ...rest }: Wire = {}) {
  const provider = dynamicProvider(async () => definition);
  const request = (more: Wire = {}): Wire => ({ urn, ...rest, ...more });
  const full = (props: Props): Props => ({ ...props, __provider: providerText });

  async function check(args: Props, olds: Props = {}) {
    const answer = await requested(request(), async () => provider.check?.(olds, full(args)));
    return { inputs: answer?.inputs ?? {}, failures: answer?.failures ?? [] };
  }

  /** The inputs, which have to be right. */
  async function checked(args: Props, olds?: Props): Promise<Props> {
    const { inputs, failures } = await check(args, olds);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  return {
    urn,
    check,
    checked,

    async diff({ id, inputs, outs }: Held, args: Props) {
      const asked = request({ recordedInputs: inputs });
      const news = await checked(args, inputs);
      const answer = await requested(asked, async () => provider.diff?.(id, outs, news));
      return { ...answer, details: asked.differences ?? [] };
    },

    async create(args: Props): Promise<Held> {
      const inputs = await checked(args);
      const { id, outs } = await requested(request(), () => provider.create(inputs));
      return { id, inputs, outs: full(outs ?? {}) };
    },

    async update({ id, inputs, outs }: Held, args: Props): Promise<Held> {
      const news = await checked(args, inputs);
      const answer = await requested(request({ recordedInputs: inputs }), async () =>
        provider.update?.(id, outs, news),
      );
      return { id, inputs: news, outs: full(answer?.outs ?? {}) };
    },

    /** What a refresh learns. */
    async read({ id, inputs, outs }: Held) {
      const asked = request({ recordedInputs: inputs });
      return requested(asked, async () => provider.read?.(id, outs));
    },

    /** What a refresh learns where the engine does not tell the recorded inputs. */
    async readOutputs(id: string, outs: Props) {
      return requested(request(), async () => provider.read?.(id, outs));
    },

    /** What `Resource.get` learns. */
    async get(id: string) {
      return requested(request(), async () => provider.read?.(id, full({})));
    },

    async delete({ id, outs }: Held) {
      await requested(request(), async () => provider.delete?.(id, outs));
    },
  };
}

/** What Pulumi keeps of an object whose creation or change has failed. */
export async function kept(work: Promise<unknown>, inputs: Props = {}): Promise<Held & { readonly reason: string }> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof Unfinished)) throw new Error(`Nothing is kept: ${error}`);
  return { id: error.id, inputs, outs: { ...error.properties }, reason: error.reasons.join("\n") };
}
