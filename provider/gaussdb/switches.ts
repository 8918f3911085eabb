/** The cloud writes its switches as `true`, `"true"`, `"ON"` and `"on"`. One that it does not tell is unknown, not off. */
export function isOn(value: unknown): boolean | undefined {
  return value === undefined || value === null || value === "" ? undefined : /^(true|on)$/i.test(String(value));
}

/** A switch as most operations take it. */
export function onOrOff(value: boolean | undefined): "ON" | "OFF" {
  return value ? "ON" : "OFF";
}
