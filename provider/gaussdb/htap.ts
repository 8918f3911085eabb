import { z } from "zod";
import { CloudError } from "../http/errors.ts";
import { partsOf } from "../runtime/child-id.ts";
import { isGeneral, isHidden } from "./error-codes.ts";
import type { GaussDb } from "./gaussdb.ts";

/** The id of an HTAP instance as an input: it names the instance to which it belongs, and its own id. */
export function htapInstanceId(kind: string) {
  return z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+$/, `must be the id of a ${kind}, <instance id>/<its own id>`)
    .describe(`The \`id\` of a \`${kind}\`, \`<instance id>/<its own id>\`.`);
}

/** What the id of something in an HTAP instance names: `<instance id>/<HTAP instance's own id>/<own id>`. */
export function htapPartsOf(id: string): { htapInstanceId: string; htapId: string; ownId: string } {
  const [instanceId, htapId, ownId, ...rest] = id.split("/");
  if (!instanceId || !htapId || !ownId || rest.length > 0) {
    throw new Error(`"${id}" is not an id of this kind: it must be <instance id>/<HTAP instance id>/<own id>.`);
  }
  return { htapInstanceId: `${instanceId}/${htapId}`, htapId, ownId: decodeURIComponent(ownId) };
}

/**
 * What was asked of an HTAP instance, or nothing when the instance is gone. The codes that say so have other meanings
 * too, so the list of HTAP instances tells (4.15.12).
 */
export async function unlessGone<T>(
  cloud: GaussDb,
  htapInstanceId: string,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isDoubtful(error) && !(await isListed(cloud, htapInstanceId))) return undefined;
    throw error;
  }
}

/** Whether a refusal may mean that what was asked for is gone. */
export function isDoubtful(error: unknown): boolean {
  return error instanceof CloudError && (isHidden(error.code) || isGeneral(error.code));
}

async function isListed(cloud: GaussDb, htapInstanceId: string): Promise<boolean> {
  const { parentId, ownId } = partsOf(htapInstanceId);
  return (await cloud.htapInstances(parentId).list()).some(({ id }) => id === ownId);
}
