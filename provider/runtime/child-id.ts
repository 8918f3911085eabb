/** Ids of what lives in another object name that one too, so that the id alone finds it: `<parent id>/<own id>`. */
export function childId(parentId: string, id: string): string {
  return `${parentId}/${id}`;
}

/** The parent and the own id in such an id. */
export function partsOf(id: string): { parentId: string; ownId: string } {
  const [parentId, ownId, ...rest] = id.split("/");
  if (!parentId || !ownId || rest.length > 0) {
    throw new Error(`"${id}" is not an id of this kind: it must be <id of what it belongs to>/<own id>.`);
  }
  return { parentId, ownId };
}

/** The own id, whether the parent stands before it or not. */
export function ownIdOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
