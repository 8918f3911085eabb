const sensitive =
  /password|secret|token|credential|hash|authorization|certificate|(private|access|account|encryption|api)_?key|connection_?string|uri$/i;

/** Every text in a request whose name says that it is a secret. */
export function secretsIn(content: unknown, name = ""): string[] {
  if (typeof content === "string") return sensitive.test(name) && content.length >= 4 ? [content] : [];
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) => secretsIn(value, sensitive.test(name) ? name : key));
}

/** A vendor's text, short enough for a message and without what was sent in confidence. */
export function harmless(text: string, secrets: readonly string[] = []): string {
  const spellings = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  const longestFirst = spellings.sort((one, other) => other.length - one.length);
  const clean = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return clean.length > 500 ? `${clean.slice(0, 500)}…` : clean;
}
