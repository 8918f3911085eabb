import type { CloudContext, CloudSimulation } from "../cloud.ts";
import { newAdmission } from "./admission.ts";
import { documentPath } from "./document.ts";
import { failure } from "./envelope.ts";

/** The simulated ClickHouse Cloud. */
export function clickhouse(context: CloudContext): CloudSimulation {
  return {
    name: "clickhouse",
    document: documentPath(),
    authenticate: newAdmission(context),
    invalid: (problems) => {
      const text = problems.slice(0, 10).map(({ path, message }) => `${path} ${message}`.trim());
      return failure(context, 400, `BAD_REQUEST: ${text.join("; ")}`);
    },
    handlers: {},
    objects: () => ({}),
    change: () => {},
    remove: () => {},
    reset: () => {},
  };
}
