const sensitive =
  /password|secret|token|credential|hash|private_?key|accesskey|certificate|connectionstring|serviceaccount|uri$/i;

/** Every text in a request body whose name says that it is a secret. */
export function secretsIn(body: unknown, name = ""): string[] {
  if (typeof body === "string") return sensitive.test(name) && body.length >= 4 ? [body] : [];
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => secretsIn(value, sensitive.test(name) ? name : key));
}

/** A vendor's text, short enough for a message and without what was sent in confidence. */
export function harmless(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return clean.length > 500 ? `${clean.slice(0, 500)}…` : clean;
}
