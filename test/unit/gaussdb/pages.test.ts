import { describe, expect, it } from "vitest";
import { chunks, pages, pagesAfter } from "../../../provider/gaussdb/pages.ts";

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("a list that is read by offset", () => {
  it.each([0, 9, 10, 25, 30])("ends with the page that is not full: %i items", async (length) => {
    const asked: number[] = [];

    const all = await pages(10, async (offset) => {
      asked.push(offset);
      return numbers(offset, Math.min(offset + 10, length));
    });

    expect(all).toEqual(numbers(0, length));
    expect(asked).toEqual(numbers(0, Math.floor(length / 10) + 1).map((page) => page * 10));
  });
});

describe("a list that goes on after an item", () => {
  const placeOf = (item: number) => `line ${item}`;

  it("is asked for from the beginning first, then after the last item of each page", async () => {
    const asked: unknown[] = [];

    const all = await pagesAfter(3, placeOf, async (place) => {
      asked.push(place);
      return numbers((asked.length - 1) * 3, Math.min(asked.length * 3, 7));
    });

    expect(all).toEqual(numbers(0, 7));
    expect(asked).toEqual([undefined, "line 2", "line 5"]);
  });

  it("is not read for ever when it does not go on", async () => {
    const same = async () => [1, 2, 3];

    await expect(pagesAfter(3, placeOf, same)).rejects.toThrow("Ask for a shorter period.");
    await expect(pagesAfter(3, () => undefined, same)).rejects.toThrow("Ask for a shorter period.");
  });
});

describe("chunks", () => {
  it("have a size at most, and keep the order", () => {
    expect(chunks(numbers(0, 5), 2)).toEqual([[0, 1], [2, 3], [4]]);
    expect(chunks([], 2)).toEqual([]);
  });
});
