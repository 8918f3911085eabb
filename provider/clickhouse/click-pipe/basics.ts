import { z } from "zod";
import { autonamed, unordered } from "../../runtime/traits.ts";
import { aspect } from "../clickhouse.ts";
import { destination, destinationRules, fieldMapping } from "./destination.ts";
import { edit } from "./edit.ts";

/** What one PATCH changes whatever the kind of source is. */
export const basics = aspect({
  inputs: {
    name: autonamed(z.string().min(1).max(255), { maxLength: 255, forbidden: "[^A-Za-z0-9 _.-]" })
      .optional()
      .describe("Name: 1 to 255 characters."),
    destination: destination.describe("Where the data goes."),
    fieldMappings: unordered(z.array(fieldMapping), "destinationField")
      .optional()
      .describe(
        "Which field of the source goes into which column, if not the one of the same name. All columns must be mapped. Not " +
          "for database sources.",
      ),
  },
  rules: destinationRules,
  async update({ cloud, id, inputs, changes, live, state }) {
    const columns = inputs.destination.columns ?? live.destination?.columns;
    // The service checks columns and mappings against each other, so both are sent.
    const table =
      changes.destination || changes.fieldMappings
        ? { destination: columns && { columns }, fieldMappings: inputs.fieldMappings }
        : {};
    await edit({ cloud, id }, state, [{ body: { name: changes.name, ...table } }]);
  },
});
