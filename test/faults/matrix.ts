import { describe, test } from "vitest";
import { casesOf, expectToHold } from "./fault-case.ts";
import { faults } from "./faults.ts";
import { record } from "./recording.ts";
import type { Subject } from "./subject.ts";

declare module "vitest" {
  interface TaskMeta {
    /** The fault that a case is about. */
    fault?: string;
    /** How many times, in the life of this kind, a fault was left out because it cannot happen at a call. */
    leftOut?: number;
  }
}

/** All cases, or every so many-th; in `npm test` every 31st. */
const { FAULTS: part = "31" } = process.env;
const share = part === "all" ? 1 : Number(part);

/** Every fault at every call of a kind's life. A case runs alone with `npm run test:faults -- -t "<its name>"`. */
export async function describeFaults(title: string, subject: Subject): Promise<void> {
  const { cases, leftOut } = casesOf(subject, faults, await record(subject));
  describe(title, () => {
    for (const one of cases.filter((_, index) => index % share === 0)) {
      test(one.name, { meta: { fault: one.fault.name, leftOut } }, () => expectToHold(one));
    }
  });
}
