import { describe, expect, it } from "vitest";
import type { GaussDb } from "../../../../provider/gaussdb/gaussdb.ts";
import { type Addition, addition } from "../../../../provider/gaussdb/read-replica/addition.ts";
import { recordingCloud } from "../../recording-cloud.ts";

interface Node {
  readonly id: string;
  readonly name: string;
  readonly priority?: number;
  readonly az_code?: string;
}

const node = (number: number, more: Partial<Node> = {}): Node => ({
  id: `n${number}`,
  name: `db_node${number}`,
  ...more,
});
const broken = new Error("no connection");

/** Adds read replicas where the instance shows these nodes, look after look, and then cannot be read any more. */
async function add(wishes: readonly Addition[], ...looks: readonly (readonly Node[])[]) {
  const seen = [[node(1, { priority: 1 })], ...looks];
  const { cloud: recording } = recordingCloud({
    instances: () => {
      const nodes = seen.shift();
      if (!nodes) throw broken;
      return { nodes };
    },
  });
  const idle = { get: async () => ({ status: "Running" }), list: async () => [] };
  const cloud: GaussDb = { ...(recording as GaussDb), jobs: idle as never };
  const outcomes: unknown[] = wishes.map(() => "nothing");
  const asked = wishes.map((input, index) => ({
    input,
    resolve: ({ nodeId }: { nodeId: string }) => {
      expect(outcomes[index]).toBe("nothing");
      outcomes[index] = nodeId;
    },
    reject: (reason: unknown) => {
      outcomes[index] = reason;
    },
  }));
  await addition.carryOut(asked, { place: "i1", cloud, lastLook: cloud });
  return outcomes;
}

describe("new nodes", () => {
  it("are those that were not there before", async () => {
    const [first, second] = [node(2, { priority: 1 }), node(3, { priority: 1 })];

    expect(await add([{ priority: 1 }, { priority: 1 }], [], [first, node(1, { priority: 1 }), second])).toEqual([
      "n2",
      "n3",
    ]);
  });

  it("that are just what somebody asked for are told before the others appear", async () => {
    expect(await add([{ priority: 1 }, { priority: 2 }], [node(2, { priority: 2 })])).toEqual([broken, "n2"]);
  });

  it("that nobody asked for like that go to the rest in order, when all are there", async () => {
    const nodes = [node(10, { priority: -1 }), node(9, { priority: -1 }), node(8, { priority: 4 })];

    expect(await add([{ priority: 3 }, { priority: 4 }, { priority: 5 }], nodes)).toEqual(["n9", "n8", "n10"]);
  });

  it("belong to somebody even if not all of them have appeared", async () => {
    expect(await add([{ priority: 3 }, { priority: 4 }], [node(2, { priority: -1 })])).toEqual(["n2", broken]);
  });

  it("are where they were to be, whatever their priority", async () => {
    const wishes = [
      { priority: 1, availabilityZone: "a" },
      { priority: 2, availabilityZone: "b" },
    ];
    const nodes = [node(2, { priority: 1, az_code: "b" }), node(3, { priority: 2, az_code: "a" })];

    expect(await add(wishes, nodes)).toEqual(["n3", "n2"]);
  });
});
