import pRetry from "p-retry";
import { parse } from "../http/answer.ts";
import { CloudError, Unreachable } from "../http/errors.ts";
import { exchange, type Incoming } from "../http/exchange.ts";
import type { Token } from "./token.ts";

/** A user of the account, for tokens. */
export interface User {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
}

interface Question {
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const limitMs = 120_000;
const retries = 5;

/** A new token for a project, named or by its id (POST /v3/auth/tokens). It is valid for 24 hours. */
export async function issueToken(
  authUrl: URL,
  { domainName, userName, password }: User,
  project: { name: string } | { id: string },
): Promise<Token> {
  const user = { name: userName, password, domain: { name: domainName } };
  const auth = { identity: { methods: ["password"], password: { user } }, scope: { project } };
  const answer = await ask({
    operation: "issueToken",
    method: "POST",
    url: new URL("/v3/auth/tokens", authUrl),
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth }),
  });
  const value = answer.headers["x-subject-token"];
  if (typeof value !== "string") throw refused("issueToken", answer, "the answer has no token");
  const { token } = (parse(answer.text) ?? {}) as { token?: { expires_at?: string } };
  const expires = Date.parse(token?.expires_at ?? "");
  return { value, expires: Number.isNaN(expires) ? Date.now() + 2 * 3_600_000 : expires };
}

/** The id of the project that the region has by default (GET /v3/projects). None is ever created. */
export async function findProject(
  authUrl: URL,
  region: string,
  headers: (request: { method: string; url: URL }) => Promise<Record<string, string>>,
): Promise<string> {
  const url = new URL("/v3/projects", authUrl);
  url.searchParams.set("name", region);
  const request = { method: "GET", url };
  const answer = await ask({ operation: "findProject", ...request, headers: await headers(request) });
  const { projects } = (parse(answer.text) ?? {}) as { projects?: { id?: string; name?: string }[] };
  if (!Array.isArray(projects)) throw refused("findProject", answer, "the answer cannot be read");
  const id = projects.find(({ name }) => name === region)?.id;
  if (!id) throw refused("findProject", answer, `the account has no project ${region}`);
  return id;
}

async function ask(question: Question): Promise<Incoming> {
  const { operation } = question;
  const signal = AbortSignal.timeout(limitMs);
  const once = async () => {
    const answer = await exchange({ ...question, signal, identify });
    if (answer.status >= 300) throw refused(operation, answer, "Huawei Cloud IAM refused the request");
    return answer;
  };
  const isPassing = (error: Error) =>
    error instanceof Unreachable ||
    (error instanceof CloudError && [429, 500, 502, 503, 504].includes(error.status ?? 0));
  return pRetry(once, {
    retries,
    minTimeout: 500,
    maxTimeout: 8_000,
    randomize: true,
    signal,
    shouldRetry: ({ error }) => isPassing(error),
  });
}

const identify = ({ headers }: Incoming) => (headers["x-iam-trace-id"] ?? headers["x-request-id"])?.toString();

/** IAM's own text may quote the request, which holds a password: it is not shown. */
function refused(operation: string, answer: Incoming, summary: string): CloudError {
  const hint = "Check region, project and credentials.";
  return new CloudError({ operation, summary, status: answer.status, requestId: identify(answer), hint });
}
