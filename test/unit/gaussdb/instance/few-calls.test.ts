import { expect, test } from "vitest";
import { instance } from "../../../../provider/gaussdb/instance.ts";
import { observe } from "../../../../provider/runtime/state.ts";
import { recordingCloud } from "../../recording-cloud.ts";
import { instanceArgs } from "./arguments.ts";

const detail = { id: "i", name: "orders", charge_info: { charge_mode: "postPaid" }, nodes: [] };

/** The calls that a refresh makes beside that for the instance itself. */
async function furtherCalls(recorded: Record<string, unknown>): Promise<string[]> {
  const calls: string[] = [];
  const { cloud } = recordingCloud({ instances: detail });
  const get = async (operation: string) => void calls.push(operation);
  await observe(instance as never, { cloud: Object.assign(cloud, { get }) as never, id: "i" }, recorded);
  return calls;
}

test("settings that a program does not use cost no call", async () => {
  expect(await furtherCalls(instanceArgs)).toEqual([]);
});

test("each setting costs a call of its own only where it is used", async () => {
  expect(await furtherCalls({ ...instanceArgs, fullSql: false })).toEqual(["getFullSqlSwitchStatus"]);
  expect(await furtherCalls({ ...instanceArgs, autoScaling: { enabled: false }, parameterValues: {} })).toEqual([
    "getAutoScalingPolicy",
    "getInstanceParameters",
  ]);
});
