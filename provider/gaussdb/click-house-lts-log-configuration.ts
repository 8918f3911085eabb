import { z } from "zod";
import { CloudError } from "../http/errors.ts";
import { partsOf } from "../runtime/child-id.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { htapInstanceId } from "./htap.ts";
import { sentLog } from "./sent-log.ts";

/** The one kind of log that can be sent (4.16.7). */
const slowLog = "slow_log" as const;

const destination = aspect({
  inputs: {
    ltsGroupId: z.string().min(1).describe("Log group of Log Tank Service (4.16.7)."),
    ltsStreamId: z.string().min(1).describe("Log stream of that group (4.16.7)."),
  },
  async update({ cloud, id, inputs }) {
    await send(cloud, id, inputs);
  },
});

/** Where the slow log of a ClickHouse instance goes (4.16.6 to 4.16.8). */
export const clickHouseLtsLogConfiguration = resource({
  token: "gaussdb:ClickHouseLtsLogConfiguration",
  noun: "log configuration of the ClickHouse instance",
  description:
    "Sends the slow log of a ClickHouse instance to Log Tank Service (4.16.7); other logs cannot be sent. It is one " +
    "for an instance, so its id is that of the ClickHouse instance.",
  inputs: {
    clickHouseInstanceId: htapInstanceId("ClickHouseInstance"),
  },
  outputs: {
    logType: z.string().describe("Kind of log: `slow_log`."),
  },
  aspects: [destination],
  timeLimits: { create: 30, update: 30, delete: 30 },
  // There is one a ClickHouse instance.
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:ClickHouseInstance", input: "clickHouseInstanceId" },

  async create({ cloud, inputs, created }) {
    await send(cloud, inputs.clickHouseInstanceId, inputs);
    created(inputs.clickHouseInstanceId);
  },
  async find({ cloud, inputs: { clickHouseInstanceId } }) {
    return (await configurationOf(cloud, clickHouseInstanceId)) === undefined ? [] : [clickHouseInstanceId];
  },
  async read({ cloud, id }) {
    const found = await configurationOf(cloud, id);
    return (
      found && {
        clickHouseInstanceId: id,
        logType: slowLog,
        ltsGroupId: found.lts_group_id,
        ltsStreamId: found.lts_stream_id,
      }
    );
  },
  async delete({ cloud, id }) {
    const { ownId: htapId } = partsOf(id);
    await cloud.exclusively(htapId, async (cloud) => {
      if ((await configurationOf(cloud, id)) === undefined) return;
      const body = { log_configs: [{ instance_id: htapId, log_type: slowLog }] };
      await cloud.change("deleteClickHouseLtsConfigs", { body }).catch(async (error: unknown) => {
        // The code for one that is gone is a general one: the list tells.
        if (!(error instanceof CloudError) || (await configurationOf(cloud, id))) throw error;
      });
    });
  },
});

/** Creates the configuration, or lays this one over it: one call does both. */
async function send(cloud: GaussDb, id: string, to: { readonly ltsGroupId: string; readonly ltsStreamId: string }) {
  const { ownId: htapId } = partsOf(id);
  const config = {
    instance_id: htapId,
    log_type: slowLog,
    lts_group_id: to.ltsGroupId,
    lts_stream_id: to.ltsStreamId,
  };
  await cloud.exclusively(htapId, (cloud) =>
    cloud.change("createClickHouseLtsConfigs", { body: { log_configs: [config] } }),
  );
}

async function configurationOf(cloud: GaussDb, id: string) {
  return sentLog(await cloud.clickHouseLtsConfigs.get(partsOf(id).ownId), slowLog);
}
