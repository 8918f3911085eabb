interface Listed<T> {
  readonly lts_configs?: readonly T[];
}

/** Where a kind of log of an instance goes. One that was deleted may stay in the list, switched off (4.8.6, 4.16.6). */
export function sentLog<T extends { readonly log_type?: string; readonly enabled?: unknown }>(
  listed: Listed<T> | undefined,
  logType: string,
): T | undefined {
  return listed?.lts_configs?.find(({ log_type, enabled }) => log_type === logType && String(enabled) === "true");
}
