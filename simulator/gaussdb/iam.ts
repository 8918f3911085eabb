import type { Answer, IncomingRequest } from "../cloud.ts";
import { type AccessKey, authenticationProblem } from "./authentication.ts";
import type { World } from "./world.ts";

/** Who may log in, as IAM knows them. */
export interface IamUser {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
}

const lifetimeMs = 24 * 60 * 60 * 1000;

interface TokenBody {
  auth?: {
    identity?: {
      methods?: unknown;
      password?: { user?: { name?: unknown; password?: unknown; domain?: { name?: unknown } } };
    };
    scope?: { project?: { name?: unknown; id?: unknown } };
  };
}

/** The answer to a request of IAM's own paths, which the service's document does not have; `undefined` for others. */
export function iamAnswer(world: World, account: IamUser & AccessKey, request: IncomingRequest): Answer | undefined {
  const { pathname, searchParams } = new URL(request.target, "http://localhost");
  if (request.method === "POST" && pathname === "/v3/auth/tokens") {
    return issueToken(world, account, parsed(request.body));
  }
  if (request.method !== "GET" || pathname !== "/v3/projects") return undefined;
  const refused = authenticationProblem(world, account, request);
  if (refused) return iamError(401, "Unauthorized", "The request you have made requires authentication.");
  return listIamProjects(world, searchParams.get("name") ?? undefined);
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

/** `POST /v3/auth/tokens`: a token of project scope, valid for 24 simulated hours. */
function issueToken(world: World, user: IamUser, body: unknown): Answer {
  const { identity, scope } = (body as TokenBody | undefined)?.auth ?? {};
  const methods = identity?.methods;
  const given = identity?.password?.user;
  if (!Array.isArray(methods) || !methods.includes("password") || !given) {
    return iamError(400, "Bad Request", "Expecting to find methods [password] and the user in identity.");
  }
  const known =
    given.name === user.userName && given.password === user.password && given.domain?.name === user.domainName;
  if (!known) return iamError(401, "Unauthorized", "The username or password is wrong.");
  const project = [...world.projects].find(([name, id]) => name === scope?.project?.name || id === scope?.project?.id);
  if (!project) return iamError(401, "Unauthorized", "The project in the scope does not exist.");
  return tokenAnswer(world, user, project);
}

function tokenAnswer(world: World, user: IamUser, [name, id]: readonly [string, string]): Answer {
  const now = world.clock.now();
  const token = { id: `MII${(world.newUuid() + world.newUuid()).replaceAll("-", "")}`, project_id: id };
  world.store.tokens.set(token.id, { ...token, expires: now + lifetimeMs });
  const domain = { name: user.domainName, id: domainId };
  const body = {
    token: {
      expires_at: isoTime(now + lifetimeMs),
      issued_at: isoTime(now),
      methods: ["password"],
      catalog: [],
      roles: [{ name: "te_admin", id: "0" }],
      project: { domain, id, name },
      user: { domain, id: domainId, name: user.userName },
    },
  };
  return { status: 201, headers: { "x-subject-token": token.id }, body };
}

/** `GET /v3/projects`, all or those of one name. */
function listIamProjects(world: World, name: string | undefined): Answer {
  const projects = [...world.projects]
    .filter(([region]) => name === undefined || region === name)
    .map(([region, id]) => ({
      domain_id: domainId,
      is_domain: false,
      parent_id: domainId,
      name: region,
      description: "",
      links: { next: null, previous: null, self: `https://iam.myhuaweicloud.com/v3/projects/${id}` },
      id,
      enabled: true,
    }));
  const links = { next: null, previous: null, self: "https://iam.myhuaweicloud.com/v3/projects" };
  return { status: 200, body: { projects, links } };
}

/** An error in IAM's form, which nests code and message. */
function iamError(status: number, title: string, message: string): Answer {
  return { status, body: { error: { code: status, message, title } } };
}

const domainId = "65382450e8f64ac0870cd180d14e684b";

function isoTime(ms: number) {
  return new Date(ms).toISOString().replace(/\.(\d{3})Z$/, ".$1000Z");
}
