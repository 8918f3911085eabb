/** Changes of users of HTAP instances end with their answer, which may say that they have failed (4.15.21, 4.16.19). */
export function succeeded(what: string, answer: { readonly result?: string } | undefined): void {
  const result = answer?.result;
  if (result === undefined || result.toUpperCase() === "SUCCESS") return;
  throw new Error(`${what} failed: the cloud answers ${result}.`);
}
