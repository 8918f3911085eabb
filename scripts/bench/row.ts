import { type Sample, sampleOf } from "./sample.ts";

/** A row of the table. */
export interface Row {
  readonly what: string;
  readonly figure: Figure;
  /** What it is to be at most, and whether it is. */
  readonly target?: string;
  readonly met?: boolean;
  /** With the engine's usual number of steps at a time. */
  readonly usual?: Figure;
  /** Without shared reads, shared waits and rate budget. */
  readonly naive?: Figure;
}

/** Measured values and their unit. */
export interface Figure extends Sample {
  readonly unit: string;
}

export function figure(values: readonly number[], unit = ""): Figure {
  return { ...sampleOf(values), unit };
}

/** A target, in the unit of what was measured. */
export function atMost(most: number, { median, unit }: Figure): Pick<Row, "target" | "met"> {
  return { target: `at most ${[most, unit].filter((part) => part !== "").join(" ")}`, met: median <= most };
}

/** For example `212 (198 to 240) ms`; values that are all the same are told once. */
export function inWords({ median, least, greatest, unit }: Figure): string {
  const digits = Math.abs(median) >= 100 ? 0 : Math.abs(median) >= 10 ? 1 : 2;
  const [middle, first, last] = [median, least, greatest].map((value) => String(Number(value.toFixed(digits))));
  return [first === last ? middle : `${middle} (${first} to ${last})`, unit].filter((part) => part !== "").join(" ");
}
