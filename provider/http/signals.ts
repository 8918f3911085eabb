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
