import type { Answer } from "../cloud.ts";
import { refusalAnswer } from "./refusal.ts";
import { accessKeyOf, type SignedRequest, signatureProblem } from "./signature.ts";
import type { World } from "./world.ts";

/** An access key; with `securityToken` it is a temporary one. */
export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string | undefined;
}

/** The answer to a request that is not authentic, or `undefined` if it is: a token or a signature, either will do. */
export function authenticationProblem(world: World, key: AccessKey, request: SignedRequest): Answer | undefined {
  const token = request.headers["x-auth-token"];
  if (typeof token === "string") return tokenProblem(world, token, request.target);
  if (request.headers.authorization === undefined) return refusalAnswer("APIGW.0301", "x-auth-token not found");
  const named = accessKeyOf(request);
  if (named === undefined) return refusalAnswer("APIGW.0301", "Authorization header is malformed");
  if (named !== key.accessKey) return refusalAnswer("APIGW.0301", "the access key does not exist");
  const securityToken = request.headers["x-security-token"];
  if (securityToken !== key.securityToken) return refusalAnswer("APIGW.0301", "verify security token fail");
  const problem = signatureProblem(request, key.secretKey, Date.now());
  return problem === undefined ? undefined : refusalAnswer("APIGW.0301", problem);
}

/** A token opens the project of its scope only. */
function tokenProblem(world: World, id: string, target: string): Answer | undefined {
  const token = world.store.tokens.get(id);
  if (!token || token.expires <= world.clock.now()) return refusalAnswer("DBS.280056");
  const project = /^\/v3(?:\.1)?\/([0-9a-zA-Z]{32})\//.exec(target)?.[1];
  return project === undefined || project === token.project_id ? undefined : refusalAnswer("DBS.280056");
}
