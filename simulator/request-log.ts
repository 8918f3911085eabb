import { appendFileSync } from "node:fs";
import type { Query } from "./cloud.ts";

/** A request that a simulated cloud got, without credentials and secrets. */
export interface RequestRecord {
  readonly cloud: "clickhouse" | "huawei";
  /** Simulated time, RFC 3339. */
  readonly time: string;
  /** Absent for a path that the document does not have. */
  readonly operationId: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** 0 if the connection was closed without an answer. */
  readonly status: number;
}

export interface RequestLog {
  add(record: RequestRecord): void;
  records(): RequestRecord[];
  clear(): void;
}

const credentialHeaders = /^(authorization|cookie|x-auth-token|x-security-token)$/;
const secretFields =
  /passw|pwd|passphrase|secret|credential|hash|sha1|privatekey|accesskey|serviceaccount|connectionstring|^uri$|token/i;

/** Keeps requests in memory and appends them to a file as NDJSON, if one is given. */
export function newRequestLog(file: string | undefined): RequestLog {
  let records: RequestRecord[] = [];
  return {
    add(record) {
      const { headers, body, ...rest } = record;
      const kept = Object.entries(headers).filter(([name]) => !credentialHeaders.test(name));
      const { status, ...before } = rest;
      const masked = { ...before, headers: Object.fromEntries(kept), body: withoutSecrets(body), status };
      records.push(masked);
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(masked)}\n`);
    },
    records: () => [...records],
    clear() {
      records = [];
    },
  };
}

function withoutSecrets(value: unknown, isSecret = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, isSecret));
  if (typeof value !== "object" || value === null) return isSecret && value !== null ? "[secret]" : value;
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([key, field]) => [key, withoutSecrets(field, isSecret || secretFields.test(key))]),
  );
}
