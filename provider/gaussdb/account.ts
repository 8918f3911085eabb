import { type Authentication, byAccessKey, byToken } from "./authentication.ts";
import type { Settings } from "./configuration.ts";
import { findProject, issueToken } from "./iam.ts";
import { tokenSource } from "./token.ts";

/** An account in one region. */
export interface Account {
  readonly region: string;
  readonly projectId: string;
  readonly endpoint: URL;
  readonly authentication: Authentication;
}

/** The account of the settings; its project is looked up by region if they do not name it. */
export async function account({ region, projectId, endpoint, authUrl, identity }: Settings): Promise<Account> {
  const iam = new URL(authUrl);
  const scope = projectId === undefined ? { name: region } : { id: projectId };
  const authentication =
    "key" in identity ? byAccessKey(identity.key) : byToken(tokenSource(() => issueToken(iam, identity.user, scope)));
  return {
    region,
    projectId: projectId ?? (await findProject(iam, region, (request) => authentication.headers(request))),
    endpoint: new URL(endpoint),
    authentication,
  };
}
