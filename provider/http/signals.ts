/** A signal that aborts some time after another one, until it is released. */
export function afterwards(signal: AbortSignal, ms: number): { readonly signal: AbortSignal; release(): void } {
  const later = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    timer = setTimeout(() => later.abort(signal.reason), ms);
  };
  signal.addEventListener("abort", start, { once: true });
  return {
    signal: later.signal,
    release() {
      signal.removeEventListener("abort", start);
      clearTimeout(timer);
    },
  };
}

/** Returns when the time is over, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
}
