/** All pages of a list. */
export async function pages<T>(size: number, read: (offset: number) => Promise<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const found = await read(items.length);
    items.push(...found);
    if (found.length < size) return items;
  }
}

/** All pages of a list that goes on after an item of it. */
export async function pagesAfter<T>(
  size: number,
  placeOf: (item: T) => unknown,
  read: (place: unknown) => Promise<readonly T[]>,
): Promise<T[]> {
  const items: T[] = [];
  let place: unknown;
  for (;;) {
    const found = await read(place);
    items.push(...found);
    const last = found.at(-1);
    if (last === undefined || found.length < size) return items;
    const next = placeOf(last);
    if (next === undefined || next === place) throw new Error("The list does not go on. Ask for a shorter period.");
    place = next;
  }
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, index * size + size),
  );
}
