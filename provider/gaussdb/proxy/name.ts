import { autonamed } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { objectName } from "../object-name.ts";
import { requireSuccess } from "../outcome.ts";
import { pathOf, proxyOf } from "./proxy-of.ts";

export const name = aspect({
  inputs: {
    name: autonamed(objectName, { maxLength: 64, forbidden: "[^A-Za-z0-9_-]", letterFirst: "proxy-" })
      .optional()
      .describe("Name: 4 to 64 characters, beginning with a letter, then letters, digits, `-` and `_` (4.7.16)."),
  },
  async read({ cloud, id }) {
    const item = await proxyOf(cloud, id);
    return item && { name: item.proxy?.name };
  },
  async update({ cloud, id, inputs: { name } }) {
    const answer = await cloud.change("renameProxy", { ...pathOf(id), body: { alias: name } });
    requireSuccess("renameProxy", answer);
  },
});
