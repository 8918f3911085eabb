import { z } from "zod";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { autoPay, shown } from "../orders.ts";
import { existingInstance, volumeSizeOf } from "./nodes.ts";

export const volume = aspect({
  inputs: {
    volume: z
      .object({ size: z.int().min(10).max(128_000).multipleOf(10).describe("GB: 10 to 128000, a multiple of 10.") })
      .optional()
      .describe(
        "Storage of a yearly/monthly instance (4.3.1). It changes in place, by an order (4.3.6). A pay-per-use instance " +
          "grows by itself and must not have it.",
      ),
  },
  notice({ inputs: { volume }, live }) {
    const [wanted, bought] = [volume?.size ?? 0, live.volume?.size ?? 0];
    if (wanted > bought) return `The volume grows from ${bought} to ${wanted} GB, by an order that costs.`;
    return `The volume shrinks from ${bought} to ${wanted} GB: that must be more than what is used, and not each instance can.`;
  },
  async read({ cloud, id }) {
    const instance = await cloud.instances.get(id);
    const size = instance && volumeSizeOf(instance);
    return size === undefined ? {} : { volume: { size } };
  },
  async update({ cloud, id, inputs: { volume }, state }) {
    const extend = async (cloud: GaussDb) => {
      const started = await cloud.change("extendInstanceVolume", {
        instance_id: id,
        body: { size: volume.size, is_auto_pay: autoPay(state) },
      });
      const isShown = async () => volumeSizeOf(await existingInstance(cloud, id)) === volume.size;
      await shown(cloud, started, { what: "changing the volume", usual: "2 to 5 min", isShown });
    };
    await cloud.exclusively(id, extend, { minutes: 5 });
  },
});
