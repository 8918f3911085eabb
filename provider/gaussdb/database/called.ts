/**
 * The one of this name. An instance keeps names of databases in lower case, unless it was created with
 * `lowerCaseTableNames: 0`.
 */
export function called<T extends { readonly name?: string }>(items: readonly T[], name: string): T | undefined {
  const named = (wanted: string) => items.find((item) => item.name === wanted);
  return named(name) ?? named(name.toLowerCase());
}
