import { NotConfigured } from "./errors.ts";

/** A value of the stack's configuration, else of the environment. */
export function setting(
  configuration: (key: string) => string | undefined,
  key: string,
  ...variables: readonly string[]
): string | undefined {
  const values = [configuration(key), ...variables.map((variable) => process.env[variable])];
  return values.find((value) => value !== undefined && value !== "");
}

/** An address to send credentials to: encrypted, unless it is this very machine. */
export function addressIn(key: string, text: string): URL {
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new NotConfigured(`${key} must be an address such as https://api.example.com.`);
  }
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol === "http:" && !local)
    throw new NotConfigured(`${key} must begin with https:, because credentials go there.`);
  return url;
}
