import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

const taken = [5342, 5343, 5344, 5345, 12017, 20000, 20201, 20202, 33062, 33071];

export const port = aspect({
  inputs: {
    port: fallback(
      z
        .int()
        .min(1024)
        .max(65535)
        .refine((port) => !taken.includes(port), `must be none of ${taken.join(", ")}`),
      3306,
    )
      .optional()
      .describe(
        "Port of the database: 1024 to 65535, but none of 5342 to 5345, 12017, 20000, 20201, 20202, 33062, 33071 " +
          "(4.3.23). Default 3306.",
      ),
  },
  notice: "The port changes: clients must follow, and connections are interrupted.",
  async update({ cloud, id, inputs: { port } }) {
    await cloud.change("updateInstancePort", { instance_id: id, body: { port } });
  },
});
