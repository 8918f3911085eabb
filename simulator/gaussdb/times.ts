const pad = (value: number) => String(value).padStart(2, "0");

/** A time as the vendor writes it: `2022-07-14T16:26:58+0000`. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}

/** A time as the elastic IP answer writes it: `2024-04-09 13:42:11`. */
export function plainTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** A time as logs write it, in milliseconds and without an offset: `2022-11-25T10:55:16.000`. It is China's, UTC+8. */
export function localTime(ms: number): string {
  return new Date(ms + 8 * 3600 * 1000).toISOString().slice(0, -1);
}

/** Milliseconds of a time in the vendor's form, with any offset; `undefined` if it is none. */
export function parseTimestamp(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+\- ]\d{4}$/.test(text)) return undefined;
  const ms = Date.parse(text.replace(/[ +](\d\d)(\d\d)$/, "+$1:$2").replace(/-(\d\d)(\d\d)$/, "-$1:$2"));
  return Number.isNaN(ms) ? undefined : ms;
}

/** Seconds from now until a daily window such as `18:00-22:00` (UTC) is open. */
export function secondsUntilWindow(window: string, nowMs: number): number {
  const [start = 0, end = 0] = window.split("-").map((time) => Number(time.slice(0, 2)));
  const now = new Date(nowMs);
  const hour = now.getUTCHours() + now.getUTCMinutes() / 60 + now.getUTCSeconds() / 3600;
  const open = start < end ? hour >= start && hour < end : hour >= start || hour < end;
  return open ? 0 : Math.ceil((((start - hour + 24) % 24) * 3600 * 1000) / 1000);
}

/** The window of four hours that begins at an hour: `18` becomes `18:00-22:00`. */
export function windowFrom(startHour: number, hours = 4): string {
  return `${pad(startHour)}:00-${pad((startHour + hours) % 24)}:00`;
}
