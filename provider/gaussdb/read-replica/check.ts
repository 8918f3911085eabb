import type { JointWork } from "../../http/together.ts";
import type { GaussDb } from "../gaussdb.ts";
import { requireResources } from "../precheck.ts";

/** Asks whether there are resources for all read replicas together that are about to be added (4.3.30). */
export const check: JointWork<GaussDb, null, void> = {
  minutes: 1,
  async carryOut(asked, { place: instanceId, cloud }) {
    const resource = { instance_id: instanceId, node_num: asked.length };
    await requireResources(cloud, { action: "createReadOnlyNode", resource });
    for (const one of asked) one.resolve();
  },
};
