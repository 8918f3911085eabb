import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organizationId, type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

const hour = 3600;

let cloud: TestCloud;
let service: ServiceView;
let path: string;
beforeEach(async () => {
  // A Sunday.
  cloud = await startCloud({ start: new Date("2026-06-07T06:00:00Z") });
  service = await cloud.createService({ minReplicaMemoryGb: 16, maxReplicaMemoryGb: 64 });
  path = `/services/${service.id}/scalingSchedule`;
});
afterEach(() => cloud.simulator.close());

const businessHours = {
  name: "Business hours",
  weekdays: [1, 2, 3, 4, 5],
  startHourUtc: 7,
  endHourUtc: 18,
  autoscalingMode: "horizontal",
  minReplicaMemoryGb: 32,
  maxReplicaMemoryGb: 32,
  minReplicas: 3,
  maxReplicas: 8,
  idleScaling: false,
};
const nightLoad = {
  name: "Night load",
  weekdays: [0, 6],
  startHourUtc: 22,
  endHourUtc: 2,
  minReplicaMemoryGb: 32,
  maxReplicaMemoryGb: 120,
  idleScaling: true,
  idleTimeoutMinutes: 30,
  numReplicas: 3,
};

interface ScheduleView {
  entries: { id: string; isActiveNow: boolean }[];
  baseConfig: object;
  activeEntryId?: string;
}

const put = (...entries: object[]) => cloud.send<ScheduleView>("POST", path, { entries });
const get = () => cloud.send<ScheduleView>("GET", path);

it("is not found before it is made, after it is cleared and after it is deleted", async () => {
  const before = await get();
  const early = await cloud.send("DELETE", path);
  await put(businessHours);
  const cleared = await put();
  const afterClear = await get();
  await put(nightLoad);
  const deleted = await cloud.send("DELETE", path);
  const afterDelete = await get();

  expect([before, early, afterClear, afterDelete].map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(cleared.result).toEqual({ entries: [], baseConfig: {} });
  expect(deleted).toMatchObject({ status: 200, result: undefined });
});

it("shows a number of replicas as a pair, the mode that was left out, and the size that holds otherwise", async () => {
  const { result } = await put(businessHours, nightLoad);

  const { numReplicas: _, ...night } = nightLoad;
  const id = expect.any(String);
  expect(result).toEqual({
    entries: [
      { ...businessHours, id, isActiveNow: false },
      { ...night, id, autoscalingMode: "vertical", minReplicas: 3, maxReplicas: 3, isActiveNow: false },
    ],
    baseConfig: {
      autoscalingMode: "vertical",
      minReplicaMemoryGb: 16,
      maxReplicaMemoryGb: 64,
      minReplicas: 3,
      maxReplicas: 3,
      idleScaling: true,
      idleTimeoutMinutes: 15,
    },
  });
});

it("is replaced as a whole", async () => {
  await put(businessHours);

  const { result } = await put(nightLoad);

  expect(result.entries).toMatchObject([{ name: "Night load" }]);
});

describe("an entry", () => {
  it("is in effect inside its window, while the service keeps the values that it is configured with", async () => {
    const { result } = await put(businessHours);
    const [entry] = result.entries;
    cloud.advance(26 * hour);

    const active = await cloud.getService(service.id);
    const schedule = await get();
    cloud.advance(11 * hour);
    const later = await cloud.getService(service.id);

    expect(active).toMatchObject({ autoscalingMode: "vertical", numReplicas: 3, maxReplicaMemoryGb: 64 });
    expect(active.currentScaling).toEqual({
      effectiveAutoscalingMode: "horizontal",
      effectiveMinReplicaMemoryGb: 32,
      effectiveMaxReplicaMemoryGb: 32,
      effectiveMinReplicas: 3,
      effectiveMaxReplicas: 8,
      effectiveIdleScaling: false,
      activeEntryId: entry?.id,
    });
    expect(active.scalingSchedule).toEqual(schedule.result);
    expect(schedule.result).toMatchObject({ activeEntryId: entry?.id, entries: [{ isActiveNow: true }] });
    expect(later.currentScaling).toMatchObject({
      effectiveAutoscalingMode: "vertical",
      effectiveMaxReplicaMemoryGb: 64,
    });
    expect(later.currentScaling).not.toHaveProperty("activeEntryId");
  });

  it("that ends before it starts runs over midnight, also into the next week", async () => {
    await put(nightLoad);
    const activeAfter = async (hours: number) => {
      cloud.advance(hours * hour);
      return (await get()).result.entries[0]?.isActiveNow;
    };

    // Sunday 21, 22, Monday 1, 2; then Saturday 23, Sunday 1.
    const found = [];
    for (const hours of [15, 1, 3, 1, 5 * 24 + 21, 2]) found.push(await activeAfter(hours));

    expect(found).toEqual([false, true, true, false, true, true]);
  });

  it("takes what it leaves open from the service", async () => {
    await put({ name: "Always", weekdays: [0, 1, 2, 3, 4, 5, 6], startHourUtc: 0, endHourUtc: 24, numReplicas: 5 });

    const { currentScaling } = await cloud.getService(service.id);

    expect(currentScaling).toMatchObject({
      effectiveMinReplicas: 5,
      effectiveMaxReplicas: 5,
      effectiveMaxReplicaMemoryGb: 64,
      effectiveIdleTimeoutMinutes: 15,
    });
  });

  const memory = { minReplicaMemoryGb: 32, maxReplicaMemoryGb: 64 };
  it.each<[string, object[], string]>([
    ["has no length", [{ ...businessHours, startHourUtc: 7, endHourUtc: 7 }], "must differ"],
    ["names no day", [{ ...businessHours, weekdays: [] }], "weekdays"],
    [
      "overlaps another",
      [businessHours, { ...businessHours, name: "Lunch", startHourUtc: 12, endHourUtc: 13 }],
      "Lunch",
    ],
    [
      "overlaps another over midnight",
      [nightLoad, { ...nightLoad, name: "Early", weekdays: [1], startHourUtc: 1, endHourUtc: 3 }],
      "Early overlaps",
    ],
    ["has one bound of the memory", [{ ...nightLoad, maxReplicaMemoryGb: undefined }], "maxReplicaMemoryGb"],
    ["has bounds the wrong way round", [{ ...nightLoad, minReplicaMemoryGb: 124 }], "not be greater"],
    ["is horizontal without memory", [{ ...businessHours, minReplicaMemoryGb: undefined }], "minReplicaMemoryGb"],
    ["is horizontal with two sizes", [{ ...businessHours, ...memory }], "must equal maxReplicaMemoryGb"],
    [
      "is horizontal with a number",
      [{ ...businessHours, minReplicas: undefined, maxReplicas: undefined, numReplicas: 3 }],
      "numReplicas is not allowed",
    ],
    ["is vertical with a band", [{ ...businessHours, autoscalingMode: "vertical" }], "in vertical mode"],
    ["has a number and a band", [{ ...nightLoad, minReplicas: 3, maxReplicas: 3 }], "BAD_REQUEST"],
    ["is the eleventh", Array.from({ length: 11 }, (_, day) => ({ ...nightLoad, weekdays: [day % 7] })), "at most 10"],
  ])("is refused if it %s", async (_, entries, text) => {
    const { status, error } = await put(...entries);

    expect(status).toBe(400);
    expect(error).toContain(text);
  });
});

it.each(["GET", "POST", "DELETE"])("needs scheduled scaling to be enabled for %s", async (method) => {
  await put(businessHours);
  cloud.simulator.admin.change("clickhouse", "organizations", organizationId, {
    features: { scheduledScaling: false },
  });

  const { status, error } = await cloud.send(method, path, method === "POST" ? { entries: [] } : undefined);

  expect(status).toBe(403);
  expect(error).toMatch(/^FORBIDDEN: /);
});
