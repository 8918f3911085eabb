/** Changes of users end with their answer, which may say that they have failed (4.15.21 to 4.15.24). */
export function succeeded(what: string, answer: { readonly result?: string } | undefined): void {
  const result = answer?.result;
  if (result === undefined || result.toUpperCase() === "SUCCESS") return;
  throw new Error(`${what} failed: the cloud answers ${result}.`);
}
