import pRetry from "p-retry";
import { CloudError, Unreachable } from "../http/errors.ts";
import { exchange, type Incoming } from "../http/exchange.ts";

/** A user of the account, for tokens. */
export interface User {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
}

export interface Token {
  readonly value: string;
  readonly expires: number;
}

/** A new token for a project of the region (POST /v3/auth/tokens). It is valid for 24 hours. */
export async function issueToken(authUrl: URL, user: User, project: string): Promise<Token> {
  const { domainName, userName, password } = user;
  const body = JSON.stringify({
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: userName, password, domain: { name: domainName } } },
      },
      scope: { project: { name: project } },
    },
  });
  const answer = await ask(
    "issueToken",
    "POST",
    new URL("/v3/auth/tokens", authUrl),
    { "content-type": "application/json" },
    body,
  );
  const value = answer.headers["x-subject-token"];
  const expires = Date.parse(JSON.parse(answer.text)?.token?.expires_at);
  if (typeof value !== "string") throw refused("issueToken", answer, "the answer has no token");
  return { value, expires: Number.isNaN(expires) ? Date.now() + 3_600_000 : expires };
}

/** The id of the project that the region has by default (GET /v3/projects). None is ever created. */
export async function findProject(
  authUrl: URL,
  region: string,
  headers: (method: string, url: URL) => Promise<Record<string, string>>,
): Promise<string> {
  const url = new URL("/v3/projects", authUrl);
  url.searchParams.set("name", region);
  const answer = await ask("findProject", "GET", url, await headers("GET", url));
  const projects: { id?: string; name?: string }[] = JSON.parse(answer.text)?.projects ?? [];
  const id = projects.find(({ name }) => name === region)?.id;
  if (!id) throw refused("findProject", answer, `the account has no project ${region}`);
  return id;
}

async function ask(
  operation: string,
  method: string,
  url: URL,
  headers: Record<string, string>,
  body?: string,
): Promise<Incoming> {
  const signal = AbortSignal.timeout(120_000);
  const once = async () => {
    const answer = await exchange({ operation, method, url, headers, signal, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 300) throw refused(operation, answer, "Huawei Cloud IAM refused the request");
    return answer;
  };
  return pRetry(once, {
    retries: 5,
    minTimeout: 500,
    maxTimeout: 8_000,
    randomize: true,
    signal,
    shouldRetry: ({ error }) =>
      error instanceof Unreachable ||
      (error instanceof CloudError && ((error.status ?? 0) >= 500 || error.status === 429)),
  });
}

/** IAM's own text may quote the request, which holds a password: it is not shown. */
function refused(operation: string, { status, headers }: Incoming, summary: string): CloudError {
  const requestId = headers["x-iam-trace-id"];
  return new CloudError({
    operation,
    summary,
    status,
    ...(typeof requestId === "string" ? { requestId } : {}),
    hint: "Check region, project and credentials.",
  });
}
