import { createHash, randomUUID } from "node:crypto";

/** Makes ids. With a seed, the same calls give the same ids. */
export interface Ids {
  /** In UUID form. */
  uuid(): string;
  /** So many hexadecimal digits, at most 64. */
  hex(digits: number): string;
}

export function newIds(seed: string = randomUUID()): Ids {
  let count = 0;
  const hex = (digits: number) => {
    count += 1;
    return createHash("sha256").update(`${seed}:${count}`).digest("hex").slice(0, digits);
  };
  return {
    hex,
    uuid() {
      const digits = hex(32);
      const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
      return [...parts, digits.slice(20)].join("-");
    },
  };
}
