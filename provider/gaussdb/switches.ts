/** The cloud writes its switches as `true`, `"true"`, `"ON"`, `Yes` and 1. One that it does not tell is unknown, not off. */
export function isOn(value: unknown): boolean | undefined {
  return value === undefined || value === null || value === "" ? undefined : /^(true|on|yes|1)$/i.test(String(value));
}

/** A switch as most operations take it. */
export function onOrOff(value: boolean | undefined): "ON" | "OFF" {
  return value ? "ON" : "OFF";
}
