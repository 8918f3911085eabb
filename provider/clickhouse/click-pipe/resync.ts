import { z } from "zod";
import { writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../clickhouse.ts";
import { awake } from "./awake.ts";
import { pathOf } from "./pipe-of.ts";
import { comeUp, goalOf, refuseFailure } from "./states.ts";

export const resync = aspect({
  inputs: {
    resyncTrigger: writeOnly(z.string().min(1))
      .optional()
      .describe(
        "Any text, for example a date: when it changes, the pipe loads all its tables anew. Postgres and MySQL only. At the " +
          "creation it has no effect.",
      ),
  },
  notice: "The pipe resyncs: it loads all its tables anew, which takes as long as the first load.",
  async update({ cloud, id, live, state }) {
    // What loads for the first time, as after a creation that was interrupted, has nothing to load anew.
    if (live.resyncTrigger === undefined && state.state === "Snapshot") return;
    const path = pathOf(id);
    const body = { command: "resync" } as const;
    await awake(cloud, path.serviceId, () => cloud.change("updateClickPipeState", { ...path, body }));
    refuseFailure(await comeUp({ cloud, id }, goalOf(state)));
  },
});
