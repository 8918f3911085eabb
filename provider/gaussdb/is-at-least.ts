/** Whether a kernel version is another one or newer. Compares part by part, as numbers. */
export function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, "en", { numeric: true }) >= 0;
}
