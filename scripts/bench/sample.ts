/** Repeated measurements of one thing. */
export interface Sample {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

export const repetitions = 5;

/** Measures one after the other, so that no measurement disturbs another. */
export async function repeatedly<T>(measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let count = 0; count < repetitions; count += 1) results.push(await measure());
  return results;
}

export function sampleOf(values: readonly number[]): Sample {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { median: at(Math.floor(sorted.length / 2)), least: at(0), greatest: at(sorted.length - 1) };
}

/** The least value that 95 in a hundred do not exceed. */
export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}
