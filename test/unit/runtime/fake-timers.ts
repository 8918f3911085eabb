/** `node:timers/promises` with the global timers, whose time a test can set. */
export function setTimeout<T>(ms: number, value: T, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(Object.assign(new Error("The operation was aborted"), { name: "AbortError" }));
    };
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve(value);
    }, ms);
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted) end();
  });
}
