const sensitive =
  /password|pwd|secret|token|credential|hash|authorization|certificate|(private|access|account|encryption|api)_?key|connection_?string|uri$/i;

/** Every text in a request whose name says that it is a secret. */
export function secretsIn(content: unknown, name = ""): string[] {
  if (typeof content === "string") return sensitive.test(name) && content.length >= 4 ? [content] : [];
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) => secretsIn(value, sensitive.test(name) ? name : key));
}

/** A vendor's text, short enough for a message and without what was sent in confidence. */
export function harmless(text: string, secrets: readonly string[] = []): string {
  const clean = longestFirst(secrets.flatMap(spellings)).reduce(
    (rest, secret) => rest.replaceAll(secret, "[secret]"),
    text,
  );
  return clean.length > 500 ? `${clean.slice(0, 500)}…` : clean;
}

/** A secret as it stands in messages, in JSON and in an address. */
export function spellings(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
}

/** One that is a part of another comes after it: what is left of the other would still be told. */
export function longestFirst(texts: readonly string[]): string[] {
  return texts.toSorted((one, other) => other.length - one.length);
}
