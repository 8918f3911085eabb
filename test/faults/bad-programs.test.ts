import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { definitionOf, tokens } from "../../provider/definitions.ts";
import { inputShape } from "../../provider/runtime/validate.ts";
import { kindOf } from "../../scripts/generate/kind.ts";
import { typeOf } from "../../sdk/kind.ts";
import { providerText } from "../../sdk/plugin.ts";
import type { Properties } from "../engine/embedded/property-values.ts";
import { inputsOf } from "../unit/runtime/arbitraries.ts";
import { damaged, damages } from "./damage.ts";
import { startPlugin } from "./plugin.ts";

const programs = process.env.FAULTS === "all" ? 10_000 : 100;

/** What a message may say: what is allowed, in words of ours and for people. */
const rule = /\b(must|is required|there is no such property|needs?|cannot|only|either|for)\b/;
const jargon =
  /undefined|\bnull\b|\bnan\b|\[object|invalid |invalid_|expected|received|unrecognized|zod|regex|pattern|typeerror/i;

describe.each([...tokens])("bad programs with a %s", async (token) => {
  const definition = await definitionOf(token);
  const kind = kindOf(definition);
  const keys = new Set(Object.keys(inputShape(definition)));
  const urn = `urn:pulumi:dev::shop::${typeOf(kind)}::bad`;
  const hidden = { __provider: providerText(token) };
  let calls = 0;
  const noted: string[] = [];
  const { client } = startPlugin({
    exchange: {
      accepts() {
        calls += 1;
        return false;
      },
      deliver: () => ({ answer: undefined }),
      arrives: () => undefined,
    },
    configuration: {},
    environment: {},
    onLog: (_severity, text) => noted.push(text),
  });
  // To make a good program takes longer than to check a bad one.
  const good = fc.constantFrom(...fc.sample(inputsOf(definition), { numRuns: 100, seed: 1 }));

  test("each is refused clearly or compared, tells no secret, and calls nobody", async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(good, good, damages, async (before, valid, how) => {
        const { value, secrets } = damaged(valid, how, kind.secrets);
        const { value: state } = damaged(before, how.slice(1), []);
        const oldInputs: Properties = how.length > 2 ? { ...before, ...hidden } : {};

        const checked = await client.check({
          urn,
          oldInputs,
          newInputs: { ...value, ...hidden },
          randomSeed: new Uint8Array(),
          allowUnknowns: true,
        });

        refused += checked.failures.length > 0 ? 1 : 0;
        for (const { property, reason } of checked.failures) expectClear(property, reason, keys);
        const told = [...checked.failures.map(({ reason }) => reason), ...noted.splice(0)];
        // What was refused the engine does not compare.
        if (checked.failures.length === 0) {
          const diff = { urn, id: "an/id", oldInputs, oldOutputs: { ...state, ...hidden }, newInputs: checked.inputs };
          const compared = await client
            .diff({ ...diff, ignoreChanges: [], allowUnknowns: true })
            .catch(({ message }: Error) => message);
          if (typeof compared === "string") expect(compared).toMatch(/set "?adopt|Take "adopt" out/);
          told.push(JSON.stringify(compared));
        }
        for (const secret of secrets) expect(told.join("\n")).not.toContain(secret);
      }),
      { numRuns: programs, seed: 1 },
    );
    expect(refused).toBeGreaterThan(programs / 4);
    expect(calls).toBe(0);
  });
});

/** A failure names the place and says what is allowed there. */
function expectClear(property: string, reason: string, keys: ReadonlySet<string>): void {
  // The CLI would print the value of a property that is named.
  expect(property).toBe("");
  const [path = "", message = ""] = /^(.+?): (.+)$/s.exec(reason)?.slice(1) ?? [];
  const [top = ""] = path.split(/[.[]/);
  expect(keys.has(top) || message.endsWith("there is no such property"), reason).toBe(true);
  expect(message, reason).toMatch(rule);
  expect(message, reason).not.toMatch(jargon);
  expect(message.length, reason).toBeLessThan(400);
}
