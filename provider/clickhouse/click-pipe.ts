import { z } from "zod";
import type { Args } from "../http/api.ts";
import { childId } from "../runtime/child-id.ts";
import { option, stable } from "../runtime/traits.ts";
import type { Operations } from "./api.gen.ts";
import { awake } from "./click-pipe/awake.ts";
import { basics } from "./click-pipe/basics.ts";
import { fittingRules } from "./click-pipe/fitting.ts";
import { pathOf, pipeOf } from "./click-pipe/pipe-of.ts";
import { resync } from "./click-pipe/resync.ts";
import { scaling } from "./click-pipe/scaling.ts";
import { settings } from "./click-pipe/settings.ts";
import { source } from "./click-pipe/source.ts";
import { isDatabase, kindOf } from "./click-pipe/sources/kinds.ts";
import { comeUp, failureText, goalOf, hasFailed, refuseFailure } from "./click-pipe/states.ts";
import { stopped } from "./click-pipe/stopped.ts";
import { view } from "./click-pipe/view.ts";
import { resource } from "./clickhouse.ts";

/** A pipe that ingests data into a ClickHouse Cloud service. */
export const clickPipe = resource({
  token: "clickhouse:ClickPipe",
  noun: "ClickPipe",
  description:
    "A ClickPipe: ingestion from one source into a ClickHouse Cloud service. Its id is `<service id>/<pipe id>`. An idle " +
    "service is woken for a change of its pipes, a stopped one never.",
  inputs: {
    serviceId: z.string().min(1).describe("Service that the data goes into."),
    waitFor: option(z.enum(["accepted", "snapshot", "running"]))
      .optional()
      .describe(
        "When the creation is finished: `accepted`, as soon as the pipe exists; `snapshot`, when it is set up and the first " +
          "load has begun; `running`, when the first load is over, which can take hours. Later updates wait for it too. " +
          "Default `snapshot`.",
      ),
  },
  outputs: {
    clickPipeId: stable(z.string()).describe("Id of the pipe in its service."),
    state: z
      .string()
      .describe("State, for example `Snapshot`, `Running`, `Paused`, `Stopped`, `Completed` or `Failed`."),
    createdAt: stable(z.string()).describe("Time of the creation."),
  },
  aspects: [basics, source, settings, resync, scaling, stopped],
  timeLimits: { create: 120, update: 60, delete: 30 },
  deleteBeforeReplace: true,
  parent: { token: "clickhouse:Service", input: "serviceId" },
  rules: fittingRules,

  async create({ cloud, inputs, created }) {
    const { serviceId, name, source, destination, fieldMappings, settings, scaling, resyncTrigger } = inputs;
    const database = isDatabase(kindOf(source) ?? "mysql");
    const body = {
      name,
      source,
      destination: database ? destination : { ...destination, managedTable: destination.managedTable ?? true },
      fieldMappings,
      settings,
      scaling,
    } as Args<Operations["createClickPipe"]>["body"];
    const made = await awake(cloud, serviceId, () => cloud.begin("createClickPipe", { serviceId, body }));
    const id = childId(serviceId, made.id);
    // A pipe that has just been made has nothing to load anew.
    const applied = { source, destination, resyncTrigger, stopped: false };
    created(id, applied);
    const state = await comeUp({ cloud, id }, goalOf(inputs));
    // Told once more with its state, so that the next update knows that the pipe never came to life.
    if (hasFailed(state)) created(id, { ...applied, state: String(state) });
    refuseFailure(state);
  },
  async find({ cloud, inputs: { serviceId, name, source } }) {
    const pipes = await awake(cloud, serviceId, () => cloud.clickPipes(serviceId).list());
    const same = pipes.filter((pipe) => pipe.name === name && kindOf(pipe.source) === kindOf(source));
    return same.map(({ id }) => childId(serviceId, id));
  },
  async ready({ cloud, id, inputs }) {
    await comeUp({ cloud, id }, goalOf(inputs));
  },
  async read({ cloud, id }) {
    const pipe = await pipeOf({ cloud, id });
    return pipe && view(pipe);
  },
  ailment({ state }) {
    if (hasFailed(state)) return { text: failureText(state), dead: true };
    return state === "Degraded" ? { text: "The pipe is degraded." } : undefined;
  },
  async delete({ cloud, id }) {
    const path = pathOf(id);
    await awake(cloud, path.serviceId, () => cloud.change("deleteClickPipe", path));
    await cloud.wait({
      what: "deleting",
      look: async () => ((await pipeOf({ cloud, id })) === undefined ? { done: undefined } : { now: "still there" }),
    });
  },
});
