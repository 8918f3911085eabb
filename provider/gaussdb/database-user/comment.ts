import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { jointChange } from "../joint-work.ts";
import { type Account, accountOf } from "./account.ts";

const comments = jointChange<Account & { readonly comment: string }>((cloud, instanceId, users) =>
  cloud.change("updateDatabaseUserComments", { instance_id: instanceId, body: { users: [...users] } }),
);

export const comment = aspect({
  inputs: {
    comment: fallback(
      z
        .string()
        .max(512)
        .regex(/^[^\r\n!<='>&]*$/, "must not contain line breaks or ! < = ' > &"),
      "",
    )
      .optional()
      .describe(
        "Comment: up to 512 characters, no line break and none of `! < = ' > &`. It needs an instance of kernel version " +
          "2.0.13.0 or later (4.10.1, 4.10.4). Default empty.",
      ),
  },
  async update({ cloud, id, inputs: { comment } }) {
    const { instanceId, account } = accountOf(id);
    await cloud.together(comments, instanceId, { ...account, comment });
  },
});
