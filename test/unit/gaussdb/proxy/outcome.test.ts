import { describe, expect, it } from "vitest";
import { name } from "../../../../provider/gaussdb/proxy/name.ts";
import { newNodes } from "../../../../provider/gaussdb/proxy/new-nodes.ts";
import { recordingCloud } from "../../recording-cloud.ts";

const at = { id: "i1/p1", live: {}, changes: {}, state: {} };

describe("a change of a proxy that says in its answer what came of it", () => {
  it("has failed when that is not success", async () => {
    const { cloud } = recordingCloud({
      renameProxy: { result: "failed" },
      setProxyNewNodeAutoAdd: { result: "failed" },
    });

    const renaming = name.update({ ...at, cloud, inputs: { name: "orders" } });
    const adding = newNodes.update({ ...at, cloud, inputs: { newNodeAutoAddStatus: true, newNodeWeight: 100 } });

    await expect(renaming).rejects.toThrow("its result is failed");
    await expect(adding).rejects.toThrow("its result is failed");
  });

  it("is done when it is, or when nothing is said", async () => {
    const { cloud } = recordingCloud({ renameProxy: { result: "success" } });

    await name.update({ ...at, cloud, inputs: { name: "orders" } });
    await newNodes.update({ ...at, cloud, inputs: { newNodeAutoAddStatus: false, newNodeWeight: 100 } });
  });
});
