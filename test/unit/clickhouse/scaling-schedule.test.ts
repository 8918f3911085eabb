import { describe, expect, it } from "vitest";
import { scalingSchedule } from "../../../provider/clickhouse/scaling-schedule.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [aspect] = scalingSchedule.aspects;
const day = { name: "day", weekdays: [1, 2, 3, 4, 5], startHourUtc: 7, endHourUtc: 18 };
const night = { name: "night", weekdays: [0, 6], startHourUtc: 22, endHourUtc: 2 };
const horizontal = { autoscalingMode: "horizontal", minReplicaMemoryGb: 32, maxReplicaMemoryGb: 32 };

const refused = (...entries: unknown[]) => refusals(scalingSchedule, { serviceId: "s", entries });
const differences = (live: object[], wanted: object[]) =>
  diff(
    scalingSchedule as unknown as Definition<unknown>,
    { serviceId: "s", entries: live },
    { serviceId: "s", entries: wanted },
  ).details.map(({ path, kind }) => `${kind} ${path}`);

describe("a scaling schedule", () => {
  it("is accepted with windows that touch, that run over midnight, and that last a day", () => {
    const saturday = { ...day, name: "saturday", weekdays: [6], startHourUtc: 0, endHourUtc: 22 };

    expect(refused(day, { ...day, name: "evening", startHourUtc: 18, endHourUtc: 24 })).toEqual([]);
    expect(refused(night, saturday, { ...day, startHourUtc: 2 })).toEqual([]);
    expect(refused({ ...day, startHourUtc: 0, endHourUtc: 24, weekdays: [0, 1, 2, 3, 4, 5, 6] })).toEqual([]);
  });

  it("is accepted with the sizes of both modes", () => {
    expect(refused({ ...day, numReplicas: 3, minReplicaMemoryGb: 32, maxReplicaMemoryGb: 64 })).toEqual([]);
    expect(refused({ ...day, minReplicas: 3, maxReplicas: 3, idleScaling: true, idleTimeoutMinutes: 30 })).toEqual([]);
    expect(refused({ ...day, ...horizontal, minReplicas: 3, maxReplicas: 8 })).toEqual([]);
  });

  it.each([
    [{ endHourUtc: 7 }, "must not end at the hour at which it begins"],
    [{ minReplicaMemoryGb: 32 }, "must have both minReplicaMemoryGb and maxReplicaMemoryGb or none"],
    [
      { minReplicaMemoryGb: 64, maxReplicaMemoryGb: 32 },
      "must not have more minReplicaMemoryGb than maxReplicaMemoryGb",
    ],
    [
      { autoscalingMode: "horizontal" },
      "needs equal minReplicaMemoryGb and maxReplicaMemoryGb, because it is horizontal",
    ],
    [
      { ...horizontal, maxReplicaMemoryGb: 64 },
      "needs equal minReplicaMemoryGb and maxReplicaMemoryGb, because it is horizontal",
    ],
    [{ numReplicas: 3, minReplicas: 3 }, "must not have numReplicas together with minReplicas and maxReplicas"],
    [{ ...horizontal, minReplicas: 3 }, "must have both minReplicas and maxReplicas or none"],
    [{ ...horizontal, minReplicas: 4, maxReplicas: 3 }, "must not have more minReplicas than maxReplicas"],
    [
      { minReplicas: 3, maxReplicas: 4 },
      "must have equal minReplicas and maxReplicas, or numReplicas, because it is vertical",
    ],
    [
      { ...horizontal, numReplicas: 3 },
      "must have minReplicas and maxReplicas instead of numReplicas, because it is horizontal",
    ],
  ])("is refused with an entry of %o", (changes, problem) => {
    expect(refused(night, { ...day, ...changes })).toEqual([`entries: "day" ${problem}`]);
  });

  it("is refused with windows that overlap, also over midnight and from Saturday to Sunday", () => {
    const saturdayNight = { ...night, name: "saturday night", weekdays: [6] };
    const sunday = { ...day, name: "sunday", weekdays: [0], startHourUtc: 1, endHourUtc: 3 };

    expect(refused(day, { ...day, name: "noon", startHourUtc: 12, endHourUtc: 13 })).toEqual([
      'entries: "day" and "noon" must not overlap',
    ]);
    expect(refused(saturdayNight, sunday)).toEqual(['entries: "saturday night" and "sunday" must not overlap']);
  });

  it("is refused with two entries of one name, with none, and with more than 10", () => {
    const hours = Array.from({ length: 11 }, (_, hour) => ({
      ...day,
      name: `${hour}`,
      startHourUtc: hour,
      endHourUtc: hour + 1,
    }));

    expect(refused(day, { ...night, name: "day" })).toEqual(['entries: must not have two entries of the name "day"']);
    expect(refused()).toEqual(["entries: must have at least 1 item"]);
    expect(refused(...hours)).toEqual(["entries: must have at most 10 items"]);
  });

  it("is not judged while a part of it is unknown", () => {
    expect(refused({ ...day, endHourUtc: 7, numReplicas: unknown })).toEqual([]);
  });

  it("is replaced as a whole, at the creation and at a change", async () => {
    const { cloud, sent } = recordingCloud();
    const entries = [day, night];

    await scalingSchedule.create({ cloud, inputs: { serviceId: "s", entries }, created: () => undefined });
    await aspect.update({ cloud, id: "s", inputs: { entries: [night] }, live: { entries }, changes: {}, state: {} });

    expect(sent).toEqual([
      { operation: "upsertScalingSchedule", args: { serviceId: "s", body: { entries } } },
      { operation: "upsertScalingSchedule", args: { serviceId: "s", body: { entries: [night] } } },
    ]);
  });

  it("is read without what the API adds, a fixed number of replicas as such", async () => {
    const answer = { id: "e", isActiveNow: true, minReplicas: 3, maxReplicas: 3 };
    const entries = [
      { ...day, ...answer, autoscalingMode: "vertical" },
      { ...night, ...answer, ...horizontal },
    ];
    const { cloud } = recordingCloud({ getScalingSchedule: { entries, baseConfig: {}, activeEntryId: "e" } });

    expect(await scalingSchedule.find({ cloud, inputs: { serviceId: "s", entries: [] } })).toEqual(["s"]);
    expect(await scalingSchedule.read({ cloud, id: "s" })).toEqual({
      serviceId: "s",
      entries: [
        { ...day, autoscalingMode: "vertical", numReplicas: 3 },
        { ...night, ...horizontal, minReplicas: 3, maxReplicas: 3 },
      ],
    });
  });

  it("is the same in another spelling and another order", () => {
    const live = [
      { ...day, autoscalingMode: "vertical", numReplicas: 3 },
      { ...night, autoscalingMode: "vertical" },
    ];
    const wanted = [night, { ...day, weekdays: [5, 4, 3, 2, 1], minReplicas: 3, maxReplicas: 3 }];

    expect(differences(live, wanted)).toEqual([]);
  });

  it("changes when a part of an entry is taken out, because the API keeps none", () => {
    expect(differences([{ ...day, minReplicaMemoryGb: 8, maxReplicaMemoryGb: 16 }, night], [day, night])).toEqual([
      "update entries[0]",
    ]);
    expect(differences([{ ...day, autoscalingMode: "horizontal" }], [day])).toEqual(["update entries[0]"]);
  });

  it("changes by the entries that come and go", () => {
    expect(differences([day], [night])).toEqual(["add entries[0]", "delete entries[0]"]);
  });
});
