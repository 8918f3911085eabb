import { describe, expect, it } from "vitest";
import { clickHouseLtsLogConfiguration } from "../../../provider/gaussdb/click-house-lts-log-configuration.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const htapId = "2cdec02d8c4a4c88aecae08684dd8076in16";
const clickHouseInstanceId = `5a377c0073cd4264be308fd968e60312in07/${htapId}`;
const id = clickHouseInstanceId;
const valid = { clickHouseInstanceId, ltsGroupId: "group", ltsStreamId: "stream" };
const sentLog = { instance_id: htapId, log_type: "slow_log" };

const entry = (enabled: unknown, log_type = "slow_log") => ({
  instance: { id: htapId },
  lts_configs: [{ log_type, lts_group_id: "group", lts_stream_id: "stream", enabled }],
});

describe("the log configuration of a ClickHouse instance", () => {
  it("needs a group and a stream", () => {
    expect(refusals(clickHouseLtsLogConfiguration, valid)).toEqual([]);
    expect(refusals(clickHouseLtsLogConfiguration, { clickHouseInstanceId, ltsGroupId: "" })).toEqual([
      "ltsGroupId: must have at least 1 character",
      "ltsStreamId: is required",
    ]);
  });

  it("is made and changed by the same call", async () => {
    const { cloud, sent } = recordingCloud();
    const ids: string[] = [];
    const inputs = { ltsGroupId: "group", ltsStreamId: "other" };

    await clickHouseLtsLogConfiguration.create({ cloud, inputs: valid, created: (id) => void ids.push(id) });
    await clickHouseLtsLogConfiguration.aspects[0].update({ cloud, id, inputs, live: {}, changes: {}, state: {} });

    expect(ids).toEqual([id]);
    expect(sent).toEqual(
      ["stream", "other"].map((lts_stream_id) => ({
        operation: "createClickHouseLtsConfigs",
        args: { body: { log_configs: [{ ...sentLog, lts_group_id: "group", lts_stream_id }] } },
      })),
    );
  });

  it("is there only while it is switched on, and only for the slow log", async () => {
    const seen = async (configs: unknown) => {
      const { cloud } = recordingCloud({ clickHouseLtsConfigs: configs });
      return clickHouseLtsLogConfiguration.read({ cloud, id });
    };
    const there = { clickHouseInstanceId, logType: "slow_log", ltsGroupId: "group", ltsStreamId: "stream" };

    expect(await seen(entry(true))).toEqual(there);
    expect(await seen(entry("true"))).toEqual(there);
    expect([await seen(entry(false)), await seen(entry(true, "error_log")), await seen(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("that is there already is found", async () => {
    const there = recordingCloud({ clickHouseLtsConfigs: entry(true) });
    const off = recordingCloud({ clickHouseLtsConfigs: entry(false) });

    expect(await clickHouseLtsLogConfiguration.find({ cloud: there.cloud, inputs: valid })).toEqual([id]);
    expect(await clickHouseLtsLogConfiguration.find({ cloud: off.cloud, inputs: valid })).toEqual([]);
  });

  it("is deleted by its kind of log, unless it is gone already", async () => {
    const there = recordingCloud({ clickHouseLtsConfigs: entry(true) });
    const gone = recordingCloud({ clickHouseLtsConfigs: entry(false) });

    await clickHouseLtsLogConfiguration.delete({ cloud: there.cloud, id, state: {} });
    await clickHouseLtsLogConfiguration.delete({ cloud: gone.cloud, id, state: {} });

    expect(there.sent).toEqual([
      { operation: "deleteClickHouseLtsConfigs", args: { body: { log_configs: [sentLog] } } },
    ]);
    expect(gone.sent).toEqual([]);
  });

  it("counts as deleted after a refusal only when the list does not have it any more", async () => {
    const refusal = new CloudError({
      operation: "deleteClickHouseLtsConfigs",
      summary: "bad",
      status: 400,
      code: "DBS.280001",
    });
    const deletion = (...answers: unknown[]) => {
      const { cloud } = recordingCloud({
        clickHouseLtsConfigs: () => answers.shift(),
        deleteClickHouseLtsConfigs: () => {
          throw refusal;
        },
      });
      return clickHouseLtsLogConfiguration.delete({ cloud, id, state: {} });
    };

    await expect(deletion(entry(true), entry(false))).resolves.toBeUndefined();
    await expect(deletion(entry(true), entry(true))).rejects.toBe(refusal);
  });
});
