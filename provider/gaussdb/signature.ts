import { createHash, createHmac } from "node:crypto";

/** A key pair of the account; temporary ones come with a token. */
export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
}

export interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly date: Date;
}

const algorithm = "SDK-HMAC-SHA256";

/** All headers of a request, signed with SDK-HMAC-SHA256. Whatever is sent must be exactly what is signed. */
export function sign({ method, url, headers, body = "", date }: Unsigned, key: AccessKey): Record<string, string> {
  const time = date.toISOString().replace(/[-:]|\.\d+/g, "");
  const signed: Record<string, string> = {
    ...headers,
    host: url.host,
    "x-sdk-date": time,
    ...(key.securityToken === undefined ? {} : { "x-security-token": key.securityToken }),
  };
  const names = Object.keys(signed).sort();
  const canonical = [
    method,
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    names.map((name) => `${name}:${signed[name]}\n`).join(""),
    names.join(";"),
    sha256(body),
  ].join("\n");
  const signature = createHmac("sha256", key.secretKey)
    .update(`${algorithm}\n${time}\n${sha256(canonical)}`)
    .digest("hex");
  return {
    ...signed,
    authorization: `${algorithm} Access=${key.accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** The path as it stands in the URL, encoded once more, with a slash at its end. */
function canonicalPath(path: string): string {
  const encoded = path.split("/").map(encode).join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].sort(([one, a], [other, b]) => compare(one, other) || compare(a, b));
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
