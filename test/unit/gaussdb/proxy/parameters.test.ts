import { describe, expect, it } from "vitest";
import { parameters } from "../../../../provider/gaussdb/proxy/parameters.ts";
import { proxy } from "../../../../provider/gaussdb/proxy.ts";
import { diff } from "../../../../provider/runtime/diff.ts";
import type { Definition } from "../../../../provider/runtime/resource.ts";
import { recordingCloud } from "../../recording-cloud.ts";

const id = "i1/p1";
/** More than one page of parameters. */
const all = Array.from({ length: 101 }, (_, index) => ({ name: `p${index}`, value: index, elem_type: "system" }));
const paged = () =>
  recordingCloud({
    listProxyConfigurations: ({ offset, limit }: { offset: number; limit: number }) => ({
      configurations: all.slice(offset, offset + limit),
    }),
  });

describe("the parameters of a proxy", () => {
  it("are read to the last page", async () => {
    expect(await parameters.read?.({ cloud: paged().cloud, id, recorded: {} })).toMatchObject({
      parameters: { p0: 0, p100: 100 },
    });
  });

  it("are set wherever they stand, with the type that the cloud tells", async () => {
    const { cloud, sent } = paged();
    const inputs = { parameters: { p100: 7 } };

    await parameters.update({ cloud, id, inputs, live: {}, changes: inputs, state: {} });

    expect(sent.map(({ args }) => args.body)).toEqual([
      { configurations: [{ name: "p100", value: "7", elem_type: "system" }] },
    ]);
  });

  it("do not differ by upper and lower case", () => {
    const wanted = { parameters: { multiStatementType: "loose" } };

    const { changes } = diff(proxy as unknown as Definition, { parameters: { multiStatementType: "Loose" } }, wanted);

    expect(changes).toBe(false);
  });
});
