import { z } from "zod";
import type { Args } from "../http/api.ts";
import { CloudError } from "../http/errors.ts";
import { option } from "../runtime/traits.ts";
import type { Operations } from "./api.gen.ts";
import type { GaussDb } from "./gaussdb.ts";
import { isOn } from "./switches.ts";

/** What is about to be made or changed. */
type Check = Args<Operations["checkResource"]>["body"];

/** The input of the kinds that can be checked beforehand. */
export const precheck = option(z.boolean().default(false)).describe(
  "Ask the cloud before the creation whether quota and resources suffice (4.3.30): if not, it fails at once, and " +
    "nothing is made. In a replacement, what is replaced is gone by then. Default false.",
);

/** The reference's table has `createReadOnlyNode`, its example this. A wrong letter case is refused. */
const otherSpelling = "createReadonlyNode";
const wrongLetterCase = "DBS.290001";

/** Throws when quota or resources are missing for what is about to be done (4.3.30). */
export async function requireResources(cloud: GaussDb, body: Check): Promise<void> {
  const answer = await cloud.get("checkResource", { body }).catch((error: unknown) => {
    const isMisspelt = error instanceof CloudError && error.code === wrongLetterCase;
    if (!isMisspelt || body.action !== "createReadOnlyNode") throw error;
    return cloud.get("checkResource", { body: { ...body, action: otherSpelling } });
  });
  if (isOn(answer?.result) !== false) return;
  // The answer has no reason.
  throw new Error(
    "Nothing was changed: the cloud says beforehand (precheck) that quota or resources do not suffice. Choose another " +
      "flavor or zone, or ask support to raise the quota.",
  );
}
