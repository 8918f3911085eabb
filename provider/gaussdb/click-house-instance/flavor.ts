import { z } from "zod";
import { partsOf } from "../../runtime/child-id.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { nodesOf, shown } from "./detail.ts";

const what = "changing the flavor";

export const flavor = aspect({
  inputs: {
    flavorId: z
      .string()
      .min(1)
      .describe(
        "Flavor of the nodes: the `id` of an HTAP flavor of the engine `click-house` (4.15.11), not its `spec_code`. It " +
          "changes in place; connections are interrupted (4.16.28).",
      ),
  },
  notice: "The flavor of the nodes changes: connections are interrupted, and the price changes.",
  async update({ cloud, id, inputs: { flavorId } }) {
    const { ownId } = partsOf(id);
    const resize = async (cloud: GaussDb) => {
      const { result } = await cloud.begin("resizeClickHouseInstanceFlavor", {
        instance_id: ownId,
        body: { flavor_ref: flavorId, delay: false },
      });
      // That the result is the id of a job is not said, only shown, so what counts is the flavor.
      await cloud.finished({ job_id: result ?? null }, what, "5 to 15 min");
      await shown(cloud, id, what, (detail) => nodesOf(detail).every(({ flavor_id }) => flavor_id === flavorId));
    };
    await cloud.exclusively(ownId, resize, { minutes: 10 });
  },
});
