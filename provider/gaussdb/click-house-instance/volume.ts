import { z } from "zod";
import { partsOf } from "../../runtime/child-id.ts";
import { fixed } from "../../runtime/traits.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { capacityOf, shown } from "./detail.ts";

export const volume = aspect({
  inputs: {
    volume: z
      .object({
        ioType: fixed(z.enum(["SSD", "ESSD"])).describe(
          "`SSD`: ultra-high I/O. `ESSD`: extreme SSD. It cannot change.",
        ),
        capacityInGb: z
          .int()
          .min(50)
          .max(32_000)
          .describe("GB of each node: 50 to 32000 (4.16.14). It grows in place and never becomes smaller (4.16.17)."),
      })
      .describe("Disk of each node."),
  },
  notice: ({ inputs, live }) =>
    shrinks(inputs.volume, live.volume)
      ? "The disk cannot become smaller: this change will fail."
      : "The disk grows for good: it cannot become smaller, and the price changes.",
  async update({ cloud, id, inputs: { volume }, live }) {
    if (shrinks(volume, live.volume)) {
      throw new Error(
        `The disk has ${live.volume?.capacityInGb} GB and cannot become smaller: set volume.capacityInGb to at least that.`,
      );
    }
    const { ownId } = partsOf(id);
    const extend = async (cloud: GaussDb) => {
      const body = { size_in_gb: volume.capacityInGb };
      await cloud.change("extendClickHouseInstanceVolume", { instance_id: ownId, body });
      // A size that is not told, or that the cloud rounds up, must not be waited for.
      const isShown = (size = volume.capacityInGb) => size >= volume.capacityInGb;
      await shown(cloud, id, "extending the disk", (detail) => isShown(capacityOf(detail)));
    };
    await cloud.exclusively(ownId, extend, { minutes: 5 });
  },
});

interface Volume {
  readonly capacityInGb: number;
}

function shrinks(wanted: Volume | undefined, live: Volume | undefined): boolean {
  return wanted !== undefined && live !== undefined && wanted.capacityInGb < live.capacityInGb;
}
