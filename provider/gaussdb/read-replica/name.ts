import { z } from "zod";
import type { JointWork } from "../../http/together.ts";
import { partsOf } from "../../runtime/child-id.ts";
import { autonamed } from "../../runtime/traits.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";

const nodeName = z
  .string()
  .min(4)
  .max(128)
  .regex(/^[A-Za-z0-9_\u4E00-\u9FFF-]*$/, "must have only letters, digits, hyphens and underscores");

/** Renames nodes of an instance, all that are asked for at nearly the same time by one call (4.3.37). */
const renaming: JointWork<GaussDb, { readonly nodeId: string; readonly name: string }, void> = {
  minutes: 1,
  async carryOut(asked, { place: instanceId, cloud }) {
    const list = asked.map(({ input: { nodeId, name } }) => ({ node_id: nodeId, name }));
    await cloud.change("updateNodeNames", { instance_id: instanceId, body: { node_list: list } });
    for (const one of asked) one.resolve();
  },
};

export const name = aspect({
  inputs: {
    name: autonamed(nodeName, { maxLength: 128, forbidden: "[^A-Za-z0-9_-]" })
      .optional()
      .describe("Name: 4 to 128 letters, digits, `-` and `_` (4.3.37)."),
  },
  async update({ cloud, id, inputs: { name } }) {
    const { parentId: instanceId, ownId: nodeId } = partsOf(id);
    await cloud.together(renaming, instanceId, { nodeId, name });
  },
});
