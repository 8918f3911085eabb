import { z } from "zod";
import { partsOf } from "../../runtime/child-id.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { isAtLeast } from "../is-at-least.ts";
import { pathOf } from "./proxy-of.ts";

/** The only engine that the reference shows (4.7.18). */
const engine = "taurusproxy";

export const version = aspect({
  inputs: {
    version: z
      .string()
      .regex(/^\d+(\.\d+){3}$/, "must have four parts, such as 2.24.03.000")
      .optional()
      .describe(
        "Kernel version that the proxy must have at least, in four parts, for example `2.24.03.000` (4.7.15). An older one " +
          "is upgraded; a newer one is left alone. The cloud tells which one is the latest (4.7.18), and picks one for a " +
          "new proxy.",
      ),
  },
  notice: ({ inputs: { version } }) =>
    `A proxy older than ${version} is upgraded: connections through it are interrupted.`,
  costly: true,
  async read({ cloud, id, recorded: { version: wanted } }) {
    const live = await versionOf(cloud, id);
    return live === undefined || (wanted !== undefined && isAtLeast(live, wanted)) ? {} : { version: live };
  },
  async update({ cloud, id, inputs: { version } }) {
    await cloud.exclusively(partsOf(id).parentId, (cloud) => upgrade(cloud, id, version));
  },
});

async function upgrade(cloud: GaussDb, id: string, target: string): Promise<void> {
  const source = (await versionOf(cloud, id)) ?? "";
  if (isAtLeast(source, target)) return;
  const body = { source_version: source, target_version: target };
  const results = (await cloud.begin("upgradeProxyVersion", { ...pathOf(id), body })).update_result ?? [];
  // What was accepted is told by each entry, not by the status of the answer.
  if (results.length === 0 || results.some(({ state }) => state?.toUpperCase() !== "ACCEPT")) {
    // A request that was sent again is rejected because the first one was carried out.
    if ((await versionOf(cloud, id)) === target) return;
    const reasons = results.flatMap(({ error_message }) => error_message ?? []).join("; ");
    throw new Error(
      `The upgrade of the proxy from version ${source} to ${target} was not accepted: ${reasons || "the answer gives no reason"}.`,
    );
  }
  const workflow_id = results.map(({ workflow_id }) => workflow_id).join();
  await cloud.finished({ workflow_id }, "upgrading the proxy", "1 to 5 min");
}

async function versionOf(cloud: GaussDb, id: string): Promise<string | undefined> {
  return (await cloud.get("getProxyVersion", { ...pathOf(id), engine_name: engine }))?.current_version;
}
