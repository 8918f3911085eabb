import { z } from "zod";
import { writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

export const ssl = aspect({
  inputs: {
    sslOption: writeOnly(z.boolean())
      .optional()
      .describe(
        "Whether connections may be encrypted (4.3.16). No operation tells it, so a change by hand is not seen.",
      ),
  },
  notice: "SSL is switched: connections may be interrupted.",
  async update({ cloud, id, inputs: { sslOption } }) {
    await cloud.change("setInstanceSsl", { instance_id: id, body: { ssl_option: sslOption } });
  },
});
