import type { Args } from "../../http/api.ts";
import { CloudError } from "../../http/errors.ts";
import type { Operations } from "../api.gen.ts";
import { awake } from "./awake.ts";
import { type PipeAt, pathOf } from "./pipe-of.ts";
import { halt, isHalted, run } from "./states.ts";

export interface Edit {
  readonly body: Args<Operations["updateClickPipe"]>["body"];
  /** The pipe must stand for it. Others are tried on the running pipe first. */
  readonly paused?: boolean;
}

/** Edits a pipe step by step, and leaves it going or standing as it was, also when a step fails. */
export async function edit(at: PipeAt, state: Readonly<Record<string, unknown>>, edits: readonly Edit[]) {
  let touched = false;
  const pause = async () => {
    touched = true;
    await halt(at);
  };
  const restore = () => (isHalted(state.state) ? halt(at) : run(at));
  try {
    for (const { body, paused = false } of edits) {
      if (paused) await pause();
      await send(at, body).catch(async (error) => {
        if (!mustBePaused(error)) throw error;
        await pause();
        await send(at, body);
      });
      touched = true;
    }
  } catch (error) {
    if (touched) await restore().catch((problem) => at.cloud.warn(`The pipe could not be resumed: ${problem.message}`));
    throw error;
  }
  await restore();
}

async function send({ cloud, id }: PipeAt, body: Edit["body"]): Promise<void> {
  const path = pathOf(id);
  await awake(cloud, path.serviceId, () => cloud.change("updateClickPipe", { ...path, body }));
}

/** Whether it is refused for that alone: an edit that may have been carried out before is not sent once more. */
function mustBePaused(error: unknown): boolean {
  return error instanceof CloudError && !error.inDoubt && error.status === 400 && /must be paused/i.test(error.summary);
}
