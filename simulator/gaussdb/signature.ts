import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** A request as it came in: the path and query of the request line and the bytes of the body. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent, percent-encoding untouched. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

const algorithm = "SDK-HMAC-SHA256";
const allowedSkewMs = 15 * 60_000;

/** The access key that an `Authorization` header names, or `undefined` if it is not of this algorithm. */
export function accessKeyOf(request: SignedRequest): string | undefined {
  return authorizationOf(request)?.accessKey;
}

/**
 * Why a signed request is not authentic, or `undefined` if it is. Written from the description of SDK-HMAC-SHA256
 * alone, so that it and a client's signer check each other.
 */
export function signatureProblem(request: SignedRequest, secretKey: string, nowMs: number): string | undefined {
  const authorization = authorizationOf(request);
  if (!authorization) return "Authorization header is malformed";
  for (const name of ["host", "x-sdk-date"]) {
    if (!authorization.signedHeaders.includes(name)) return `header ${name} is not signed`;
  }
  const missing = authorization.signedHeaders.find((name) => request.headers[name] === undefined);
  if (missing !== undefined) return `signed header ${missing} is missing`;
  const date = headerOf(request, "x-sdk-date");
  const dateMs = parseDate(date);
  if (dateMs === undefined) return "X-Sdk-Date is malformed";
  if (Math.abs(nowMs - dateMs) > allowedSkewMs) return "signature expired";
  const hash = bodyHash(request);
  if (hash === undefined) return "X-Sdk-Content-Sha256 differs from the body";
  const [path = "", query = ""] = splitOnce(request.target, "?");
  const authentic = canonicalPaths(path).some((canonicalPath) => {
    const names = authorization.signedHeaders;
    const headers = names.map((name) => `${name}:${headerOf(request, name)}\n`).join("");
    const parts = [request.method, canonicalPath, canonicalQuery(query), headers, names.join(";"), hash];
    const toSign = [algorithm, date, sha256(parts.join("\n"))].join("\n");
    return equal(createHmac("sha256", secretKey).update(toSign).digest("hex"), authorization.signature);
  });
  return authentic ? undefined : "verify aksk signature fail";
}

function authorizationOf(request: SignedRequest) {
  const pattern = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;
  const match = pattern.exec(headerOf(request, "authorization"));
  if (!match) return undefined;
  const [, accessKey = "", names = "", signature = ""] = match;
  return { accessKey, signedHeaders: names.split(";"), signature };
}

function headerOf(request: SignedRequest, name: string) {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : (value ?? "");
}

function parseDate(text: string) {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function bodyHash(request: SignedRequest) {
  const actual = createHash("sha256").update(request.body).digest("hex");
  const declared = headerOf(request, "x-sdk-content-sha256");
  if (declared === "" || declared === actual) return actual;
  return declared === "UNSIGNED-PAYLOAD" ? declared : undefined;
}

/** A signer encodes the path as its caller spells it, so what is encoded in the request line may be encoded twice. */
function canonicalPaths(path: string) {
  const withSlash = (canonical: string) => (canonical.endsWith("/") ? canonical : `${canonical}/`);
  const segments = path.split("/");
  return [segments, segments.map(decode)].map((spelled) => withSlash(spelled.map(encode).join("/")));
}

function canonicalQuery(query: string) {
  if (query === "") return "";
  const pairs = query.split("&").map((pair) => {
    const [name = "", value = ""] = splitOnce(pair, "=");
    return { name: decode(name), value: decode(value) };
  });
  pairs.sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value));
  return pairs.map(({ name, value }) => `${encode(name)}=${encode(value)}`).join("&");
}

function splitOnce(text: string, separator: string) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function encode(text: string) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: string, b: string) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sha256(text: string) {
  return createHash("sha256").update(text).digest("hex");
}

function equal(a: string, b: string) {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
