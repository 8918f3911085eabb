import { describe, expect, it } from "vitest";
import { bestSchedule, type Limits, type Task } from "../../../scripts/bench/best-schedule.ts";

const limits: Limits = { calls: 10, windowSeconds: 10, width: 64 };
const tasks = (count: number, seconds: number, name = "task"): Task[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${name} ${index}`, seconds }));

describe("the best schedule", () => {
  it("begins as many tasks at once as the rate limit lets through", () => {
    expect(bestSchedule(tasks(10, 60), limits)).toBe(60);
    expect(bestSchedule(tasks(11, 60), limits)).toBe(70);
    expect(bestSchedule(tasks(21, 60), limits)).toBe(80);
  });

  it("begins a task when what it comes after is over", () => {
    const pipe: Task = { name: "pipe", after: "service", seconds: 95 };

    expect(bestSchedule([pipe, { name: "service", seconds: 120 }], limits)).toBe(215);
  });

  it("runs no more tasks at a time than may run", () => {
    expect(bestSchedule(tasks(5, 60), { ...limits, width: 2 })).toBe(180);
  });

  it("counts calls in any window, wherever it begins", () => {
    const first = tasks(5, 3, "first");
    const second = first.map(({ name }): Task => ({ name: `after ${name}`, after: name, seconds: 3 }));
    const third = second.map(({ name }): Task => ({ name: `after ${name}`, after: name, seconds: 3 }));

    // Five begin at 0 s, five at 3 s, and the third five when the first ones are 10 s old.
    expect(bestSchedule([...first, ...second, ...third], limits)).toBe(13);
  });

  it("begins first that on which the longest work depends", () => {
    const chain: Task[] = [
      { name: "base", seconds: 10 },
      { name: "top", after: "base", seconds: 50 },
    ];

    expect(bestSchedule([...tasks(10, 30), ...chain], limits)).toBe(60);
  });

  it("refuses tasks of which each waits for the other", () => {
    const tasks: Task[] = [
      { name: "hen", after: "egg", seconds: 1 },
      { name: "egg", after: "hen", seconds: 1 },
    ];

    expect(() => bestSchedule(tasks, limits)).toThrow("Never to begin: hen, egg");
  });
});
