import { z } from "zod";
import { aspect } from "../clickhouse.ts";
import { halt, run } from "./states.ts";

export const stopped = aspect({
  inputs: {
    stopped: z
      .boolean()
      .default(false)
      .describe(
        "Whether the pipe stands: it ingests nothing and keeps its place. A pipe that has failed counts as standing, so " +
          "that the next update starts it. Default false.",
      ),
  },
  notice: ({ inputs }) =>
    inputs.stopped ? "The pipe stops: nothing is ingested until it is started again." : undefined,
  async update({ cloud, id, inputs: { stopped } }) {
    await (stopped ? halt : run)({ cloud, id });
  },
});
