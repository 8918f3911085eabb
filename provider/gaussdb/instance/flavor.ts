import { z } from "zod";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { autoPay, shown } from "../orders.ts";
import { requireResources } from "../precheck.ts";
import { existingInstance, flavorOf } from "./nodes.ts";

export const flavor = aspect({
  inputs: {
    flavorRef: z
      .string()
      .min(1)
      .describe(
        "Flavor of all nodes: a `spec_code` of the flavor list (4.2.1), for example `gaussdb.mysql.xlarge.x86.4`. It " +
          "changes in place; connections are interrupted (4.3.9).",
      ),
  },
  notice: "The flavor of every node changes: each is switched over or restarted, and the price changes.",
  async read({ cloud, id }) {
    const instance = await cloud.instances.get(id);
    return instance && { flavorRef: flavorOf(instance) };
  },
  async update({ cloud, id, inputs: { flavorRef }, state }) {
    const resize = async (cloud: GaussDb) => {
      if (state.precheck === true) {
        await requireResources(cloud, {
          action: "resizeFlavor",
          resource: { instance_id: id, flavor_ref: flavorRef },
        });
      }
      const started = await cloud.change("resizeInstanceFlavor", {
        instance_id: id,
        body: { resize_flavor: { spec_code: flavorRef }, is_auto_pay: autoPay(state) },
      });
      const isShown = async () => flavorOf(await existingInstance(cloud, id)) === flavorRef;
      await shown(cloud, started, { what: "changing the flavor", usual: "5 to 15 min", isShown });
    };
    // An order has no job to wait for: the turn lasts until its outcome is to be seen.
    await cloud.exclusively(id, resize, { minutes: 10 });
  },
});
