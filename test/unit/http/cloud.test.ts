import { describe, expect, it } from "vitest";
import type { Args } from "../../../provider/http/api.ts";
import type { Arguments } from "../../../provider/http/call.ts";
import { cloud } from "../../../provider/http/cloud.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { newOperation, operations, plainDialect } from "./fakes.ts";

interface Api {
  getThing: { parameters: { id: string; detail?: boolean }; result: { id: string } };
  listThings: { parameters: object; result: { id: string }[] };
  createThing: { parameters: object; body: { name: string; size?: number }; result: { id: string } };
  updateThing: { parameters: { id: string }; body: { name: string }; result: object };
  removeThing: { parameters: { id: string }; result: object };
}

const gone = new CloudError({ operation: "any", summary: "no such thing", status: 404, code: "GONE" });

function cloudThat(answer: (operation: string, args: Arguments) => Promise<unknown>) {
  const finished: unknown[] = [];
  const calls = { call: answer, dialect: plainDialect(), operations };
  const made = cloud<Api>(calls, newOperation().operation, async (result) => void finished.push(result));
  return { cloud: made, finished };
}

describe("a cloud", () => {
  it("answers nothing for a read of what is gone", async () => {
    const { cloud } = cloudThat(() => Promise.reject(gone));

    await expect(cloud.get("getThing", { id: "1" })).resolves.toBeUndefined();
  });

  it("counts a deletion of what is gone as done", async () => {
    const { cloud, finished } = cloudThat(() => Promise.reject(gone));

    await expect(cloud.change("removeThing", { id: "1" })).resolves.toBeUndefined();
    expect(finished).toEqual([]);
  });

  it("does not take a change of what is gone for done", async () => {
    const { cloud } = cloudThat(() => Promise.reject(gone));

    await expect(cloud.change("updateThing", { id: "1", body: { name: "x" } })).rejects.toBe(gone);
  });

  it("waits for what a change has started, but not for what is only begun", async () => {
    const { cloud, finished } = cloudThat(async (operation) => ({ id: operation }));

    await cloud.begin("createThing", { body: { name: "x" } });
    await cloud.change("updateThing", { id: "1", body: { name: "x" } });

    expect(finished).toEqual([{ id: "updateThing" }]);
  });

  it("takes only the parameters and body fields that an operation has", () => {
    const right: Args<Api["createThing"]> = { body: { name: "x", size: undefined } };
    // @ts-expect-error: the field is misspelt.
    const field: Args<Api["createThing"]> = { body: { name: "x", siez: 1 } };
    // @ts-expect-error: the parameter is misspelt.
    const parameter: Args<Api["getThing"]> = { di: "1" };
    // @ts-expect-error: the body is missing.
    const nothing: Args<Api["updateThing"]> = { id: "1" };

    expect([right, field, parameter, nothing]).toHaveLength(4);
  });
});
