import { autonamed } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { objectName } from "../object-name.ts";

export const name = aspect({
  inputs: {
    name: autonamed(objectName, { maxLength: 64, forbidden: "[^A-Za-z0-9_-]", letterFirst: "db-" })
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
