import { z } from "zod";
import { autonamed } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

export const instanceName = z
  .string()
  .min(4)
  .max(64)
  .regex(
    /^[A-Za-z\u4E00-\u9FFF][A-Za-z0-9_\u4E00-\u9FFF-]*$/,
    "must begin with a letter and have only letters, digits, hyphens and underscores",
  )
  .refine((name) => Buffer.byteLength(name) <= 64, "must have at most 64 bytes; a Chinese character counts 3");

export const name = aspect({
  inputs: {
    name: autonamed(instanceName, { maxLength: 64, forbidden: "[^A-Za-z0-9_-]", letterFirst: "db-" })
      .optional()
      .describe(
        "Name: 4 to 64 characters and at most 64 bytes, beginning with a letter, then letters, digits, `-` and `_` " +
          "(4.3.1). A change leaves the names of the nodes alone (4.3.7).",
      ),
  },
  async update({ cloud, id, inputs: { name } }) {
    await cloud.change("updateInstanceName", { instance_id: id, body: { name, is_modify_node_name: "false" } });
  },
});
