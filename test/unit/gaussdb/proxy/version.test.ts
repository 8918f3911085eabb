import { describe, expect, it, vi } from "vitest";
import type { GaussDb } from "../../../../provider/gaussdb/gaussdb.ts";
import { version } from "../../../../provider/gaussdb/proxy/version.ts";
import { proxy } from "../../../../provider/gaussdb/proxy.ts";
import { recordingCloud, refusals } from "../../recording-cloud.ts";

const target = "2.24.03.000";

function upgrade(cloud: never): Promise<void> {
  const inputs = { version: target };
  return version.update({ cloud, id: "i1/p1", inputs, live: { version: "2.23.12.000" }, changes: inputs, state: {} });
}

describe("the version of a proxy", () => {
  it("is read from where the API tells it", async () => {
    const { cloud } = recordingCloud({
      getProxyVersion: ({ engine_name }: { engine_name: string }) =>
        engine_name === "taurusproxy" ? { current_version: target } : undefined,
    });

    expect(await version.read?.({ cloud, id: "i1/p1", recorded: {} })).toEqual({ version: target });
  });

  it("is upgraded from the live one, and what was accepted is waited for", async () => {
    const { cloud, sent } = recordingCloud({
      getProxyVersion: { current_version: "2.23.12.000" },
      upgradeProxyVersion: {
        update_result: [
          { workflow_id: "w1", state: "ACCEPT", error_message: null },
          { workflow_id: "w2", state: "ACCEPT", error_message: null },
        ],
      },
    });
    const finished = vi.spyOn(cloud as GaussDb, "finished");

    await upgrade(cloud);

    expect(sent).toEqual([
      {
        operation: "upgradeProxyVersion",
        args: {
          instance_id: "i1",
          proxy_id: "p1",
          body: { source_version: "2.23.12.000", target_version: target },
        },
      },
    ]);
    expect(finished).toHaveBeenCalledWith({ workflow_id: "w1,w2" }, "upgrading the proxy", "1 to 5 min");
  });

  it("fails with the cloud's reason when the answer is good and the upgrade rejected", async () => {
    const rejected = {
      workflow_id: "w1",
      state: "REJECT",
      error_message: "Upgrade failed due to insufficient subnet ip",
    };
    const { cloud } = recordingCloud({
      getProxyVersion: { current_version: "2.23.12.000" },
      upgradeProxyVersion: { update_result: [rejected] },
    });

    await expect(upgrade(cloud)).rejects.toThrow(
      "from version 2.23.12.000 to 2.24.03.000 was not accepted: Upgrade failed",
    );
  });

  it("fails when the answer does not say that the upgrade was accepted", async () => {
    const { cloud } = recordingCloud({ getProxyVersion: { current_version: "2.23.12.000" }, upgradeProxyVersion: {} });

    await expect(upgrade(cloud)).rejects.toThrow("was not accepted: the answer gives no reason");
  });

  it("is right when a request that was sent again is rejected because the first one was carried out", async () => {
    const versions = ["2.23.12.000", target];
    const { cloud } = recordingCloud({
      getProxyVersion: () => ({ current_version: versions.shift() }),
      upgradeProxyVersion: { update_result: [{ workflow_id: "w1", state: "REJECT" }] },
    });

    await expect(upgrade(cloud)).resolves.toBeUndefined();
  });

  it("that is reached already needs no upgrade", async () => {
    const { cloud, sent } = recordingCloud({ getProxyVersion: { current_version: target } });

    await upgrade(cloud);

    expect(sent).toEqual([]);
  });

  it("that is newer than the program wants is left alone", async () => {
    const { cloud, sent } = recordingCloud({ getProxyVersion: { current_version: "2.24.10.000" } });

    expect(await version.read?.({ cloud, id: "i1/p1", recorded: { version: target } })).toEqual({});
    await upgrade(cloud);

    expect(sent).toEqual([]);
  });

  it("has four parts", () => {
    const valid = { instanceId: "i1", flavorRef: "gaussdb.proxy.large.x86.2", nodeNum: 2 };

    expect(refusals(proxy, { ...valid, version: target })).toEqual([]);
    expect(refusals(proxy, { ...valid, version: "2.24" })).toEqual([
      "version: must have four parts, such as 2.24.03.000",
    ]);
  });
});
