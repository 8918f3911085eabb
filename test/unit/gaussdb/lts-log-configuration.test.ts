import { describe, expect, it } from "vitest";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { ltsLogConfiguration } from "../../../provider/gaussdb/lts-log-configuration.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [destination] = ltsLogConfiguration.aspects;
const id = "i1/slow_log";
const inputs = { instanceId: "i1", logType: "slow_log", ltsGroupId: "g1", ltsStreamId: "s1" };
const config = { instance_id: "i1", log_type: "slow_log", lts_group_id: "g1", lts_stream_id: "s1" };

/** The instance as the cloud lists it, with these kinds of logs. */
const listed = (...configs: object[]) => ({ instance: { id: "i1" }, lts_configs: configs });
const enabled = { log_type: "slow_log", lts_group_id: "g1", lts_stream_id: "s1", enabled: true };

describe("a log configuration", () => {
  it("is accepted with any kind of logs, and refused without a group or stream", () => {
    expect(refusals(ltsLogConfiguration, { ...inputs, logType: "audit_log" })).toEqual([]);
    expect(refusals(ltsLogConfiguration, { ...inputs, ltsGroupId: "" })).toEqual([
      "ltsGroupId: must have at least 1 character",
    ]);
    expect(refusals(ltsLogConfiguration, { ...inputs, ltsStreamId: undefined })).toEqual(["ltsStreamId: is required"]);
  });

  it("is created and changed by the same call, and deleted by its kind", async () => {
    const { cloud, sent } = recordingCloud({ ltsConfigs: listed(enabled) });
    const ids: string[] = [];

    await ltsLogConfiguration.create({ cloud, inputs, created: (id) => void ids.push(id) });
    const changed = { ltsGroupId: "g1", ltsStreamId: "s2" };
    await destination.update({ cloud, id, inputs: changed, live: {}, changes: {}, state: {} });
    await ltsLogConfiguration.delete({ cloud, id, state: {} });

    expect(ids).toEqual([id]);
    expect(sent).toEqual([
      { operation: "batchCreateLtsLogConfigs", args: { body: { log_configs: [config] } } },
      { operation: "batchCreateLtsLogConfigs", args: { body: { log_configs: [{ ...config, lts_stream_id: "s2" }] } } },
      {
        operation: "batchDeleteLtsLogConfigs",
        args: { body: { log_configs: [{ instance_id: "i1", log_type: "slow_log" }] } },
      },
    ]);
  });

  it.each([
    ["it is listed as enabled", listed(enabled), true],
    ["it is listed as enabled in a text", listed({ ...enabled, enabled: "true" }), true],
    ["it stays in the list, switched off", listed({ ...enabled, enabled: false }), false],
    ["only another kind of logs is listed", listed({ ...enabled, log_type: "error_log" }), false],
    ["the instance has none", listed(), false],
    ["the instance is not listed", undefined, false],
  ])("is there only if it is enabled: %s", async (_, answer, isThere) => {
    const { cloud, sent } = recordingCloud({ ltsConfigs: answer });

    expect(await ltsLogConfiguration.find({ cloud, inputs })).toEqual(isThere ? [id] : []);
    expect(await ltsLogConfiguration.read({ cloud, id })).toEqual(isThere ? inputs : undefined);
    await ltsLogConfiguration.delete({ cloud, id, state: {} });
    expect(sent).toHaveLength(isThere ? 1 : 0);
  });

  it("is deleted when the general code for one that is gone is confirmed by the list, and not otherwise", async () => {
    const general = new CloudError({
      operation: "delete",
      summary: "Parameter error",
      status: 400,
      code: "DBS.280001",
    });
    const deleting = async (after: unknown) => {
      const answers = [listed(enabled), after];
      const { cloud } = recordingCloud({ ltsConfigs: () => answers.shift() });
      const at = { ...(cloud as GaussDb), change: () => Promise.reject(general) } as GaussDb;
      const together: GaussDb["together"] = (work, place, input) =>
        new Promise((resolve, reject) => {
          work.carryOut([{ input, resolve, reject }], { place, cloud: at, lastLook: at }).catch(reject);
        });
      return ltsLogConfiguration.delete({ cloud: { ...at, together }, id, state: {} });
    };

    await expect(deleting(listed({ ...enabled, enabled: false }))).resolves.toBeUndefined();
    await expect(deleting(listed(enabled))).rejects.toBe(general);
  });
});
