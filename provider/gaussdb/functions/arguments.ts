/** What programs give to a function, as they write it. */
export type ArgumentSpelling = keyof typeof writers;

const writers = {
  /** The vendor wants an offset without a colon. */
  time: (value: unknown) =>
    timeOf(value)
      .toISOString()
      .replace(/\.\d+Z$/, "+0000"),
  milliseconds: (value: unknown) => String(timeOf(value).getTime()),
  switch: (value: unknown) => String(value),
  list: (value: unknown) => (value as readonly string[]).join(","),
  map: (value: unknown) =>
    Object.entries(value as Readonly<Record<string, string>>)
      .map(([key, content]) => `${key}=${content}`)
      .join(","),
} satisfies Record<string, (value: unknown) => unknown>;

const spellings: Readonly<Record<string, ArgumentSpelling>> = {
  begin_time: "time",
  start_time: "time",
  end_time: "time",
  restore_time: "milliseconds",
  last_table_info: "switch",
  instance_ids: "list",
  tags: "map",
};

/** Arguments that programs call otherwise. */
const vendorNames: Readonly<Record<string, string>> = {
  star_rocks_instance_id: "starrocks_instance_id",
  click_house_instance_id: "clickhouse_instance_id",
};

/** How an argument of a query is written, where it is not sent as the program gives it. */
export function argumentSpellingOf(argument: string): ArgumentSpelling | undefined {
  return spellings[argument];
}

/** The arguments of a function by the vendor's names, in the vendor's forms. */
export function asked(args: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const argument = snake(name);
      const spelling = spellings[argument];
      return [[argument, spelling === undefined ? renamed(value) : writers[spelling](value)] as const];
    }),
  );
}

function timeOf(value: unknown): Date {
  const time = new Date(String(value));
  if (Number.isNaN(time.getTime())) throw new Error(`"${value}" is not a time: write it as 2024-09-11T10:00:00Z.`);
  return time;
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  return typeof value === "object" && value !== null ? asked(value) : value;
}

function snake(name: string): string {
  const spelt = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return vendorNames[spelt] ?? spelt;
}
