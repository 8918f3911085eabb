import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import { open } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { jointChange, jointCreation, jointRemoval } from "./joint-work.ts";
import { sentLog } from "./sent-log.ts";

interface Destination {
  readonly logType: string;
  readonly ltsGroupId: string;
  readonly ltsStreamId: string;
}

/** Sends logs of an instance somewhere, or somewhere else: one call does both, for several kinds of logs (4.8.8). */
function send(cloud: GaussDb, instanceId: string, destinations: readonly Destination[]) {
  const configs = destinations.map(({ logType, ltsGroupId, ltsStreamId }) => ({
    instance_id: instanceId,
    log_type: logType,
    lts_group_id: ltsGroupId,
    lts_stream_id: ltsStreamId,
  }));
  return cloud.begin("batchCreateLtsLogConfigs", { body: { log_configs: configs } });
}

const creation = jointCreation<Destination>("sending logs", async (...asked) => {
  await send(...asked);
  return {};
});
const changes = jointChange<Destination>(send);

const deletion = jointRemoval<string>({
  async remaining(cloud, instanceId, logType) {
    return sentLog(await cloud.ltsConfigs.get(instanceId), logType) && logType;
  },
  send: (cloud, instanceId, logTypes) => {
    const configs = logTypes.map((logType) => ({ instance_id: instanceId, log_type: logType }));
    return cloud.change("batchDeleteLtsLogConfigs", { body: { log_configs: configs } });
  },
});

const destination = aspect({
  inputs: {
    ltsGroupId: z.string().min(1).describe("Log group of Log Tank Service (4.8.8)."),
    ltsStreamId: z.string().min(1).describe("Log stream of that group (4.8.8)."),
  },
  async update({ cloud, id, inputs: { ltsGroupId, ltsStreamId } }) {
    const { parentId: instanceId, ownId: logType } = partsOf(id);
    await cloud.together(changes, instanceId, { logType, ltsGroupId, ltsStreamId });
  },
});

/** Where one kind of logs of a GaussDB(for MySQL) instance goes (4.8.6 to 4.8.8). */
export const ltsLogConfiguration = resource({
  token: "gaussdb:LtsLogConfiguration",
  noun: "log configuration",
  description:
    "Sends one kind of logs of a GaussDB(for MySQL) instance to Log Tank Service (4.8.8). An instance has one for each " +
    "kind, so its id is `<instance id>/<kind of log>`.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    logType: open(["error_log", "slow_log"]).describe("Kind of log: `error_log` or `slow_log` (4.8.8)."),
  },
  outputs: {},
  aspects: [destination],
  timeLimits: { create: 30, update: 30, delete: 30 },
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:Instance", input: "instanceId" },

  async create({ cloud, inputs: { instanceId, logType, ltsGroupId, ltsStreamId }, created }) {
    await cloud.together(creation, instanceId, { logType, ltsGroupId, ltsStreamId });
    created(childId(instanceId, logType));
  },
  async find({ cloud, inputs: { instanceId, logType } }) {
    const there = sentLog(await cloud.ltsConfigs.get(instanceId), logType);
    return there ? [childId(instanceId, logType)] : [];
  },
  async read({ cloud, id }) {
    const { parentId: instanceId, ownId: logType } = partsOf(id);
    const config = sentLog(await cloud.ltsConfigs.get(instanceId), logType);
    return config && { instanceId, logType, ltsGroupId: config.lts_group_id, ltsStreamId: config.lts_stream_id };
  },
  async delete({ cloud, id }) {
    const { parentId: instanceId, ownId: logType } = partsOf(id);
    await cloud.together(deletion, instanceId, logType);
  },
});
