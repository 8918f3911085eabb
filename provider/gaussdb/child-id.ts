/** Ids of what lives in an instance name the instance too, so that the id alone finds it: `<instance id>/<own id>`. */
export function childId(instanceId: string, id: string): string {
  return `${instanceId}/${id}`;
}

/** The instance and the own id in such an id. */
export function partsOf(id: string): { instanceId: string; ownId: string } {
  const [instanceId, ownId, ...rest] = id.split("/");
  if (!instanceId || !ownId || rest.length > 0) {
    throw new Error(`"${id}" is not an id of this kind: it must be <instance id>/<own id>.`);
  }
  return { instanceId, ownId };
}

/** The own id, whether the instance stands before it or not. */
export function ownIdOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
