import { expect, it } from "vitest";
import { newClock } from "../../../../simulator/clock.ts";

it("lets what is due happen in order, each at its own time", () => {
  const clock = newClock({ speed: 0, start: 0 });
  const happened: [string, number][] = [];
  const note = (name: string) => () => happened.push([name, clock.now()]);
  clock.after(20, note("later"));
  clock.after(10, () => {
    note("sooner")();
    clock.after(5, note("between"));
  });
  clock.after(20, note("after that"));

  clock.advance(30);

  expect(happened).toEqual([
    ["sooner", 10_000],
    ["between", 15_000],
    ["later", 20_000],
    ["after that", 20_000],
  ]);
  expect(clock.now()).toBe(30_000);
});

it("stands still between settlements", () => {
  const clock = newClock({ speed: 1_000_000 });

  const before = clock.now();
  const until = performance.now() + 2;
  while (performance.now() < until);
  const meanwhile = clock.now();
  clock.settle();

  expect(meanwhile).toBe(before);
  expect(clock.now()).toBeGreaterThan(before + 1_000_000);
});

it("forgets what has not happened when it is cleared", () => {
  const clock = newClock({ speed: 0 });
  let happened = false;
  clock.after(1, () => {
    happened = true;
  });

  clock.clear();
  clock.advance(10);

  expect(happened).toBe(false);
});
