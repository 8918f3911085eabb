import type { State } from "./state.ts";

/**
 * What this process has done and seen, so that nothing is taken for a stranger or deleted by mistake. A process serves
 * one operation (a preview, an update) with one configuration.
 */
class Memory {
  readonly #made = new Set<string>();
  readonly #born = new Set<string>();
  readonly #begun = new Map<string, { readonly id: string; readonly state: State }>();
  readonly #adopted = new Set<string>();
  readonly #ids = new Map<string, string>();
  readonly #existed = new Set<string>();

  /** A creation has returned this id. */
  made(key: string): void {
    this.#made.add(key);
  }

  /** This very run has asked for the object: nothing was in it before. */
  born(key: string): void {
    this.#born.add(key);
  }

  isBorn(key: string): boolean {
    return this.#born.has(key);
  }

  /** The creation for this resource has been accepted. */
  begun(urn: string, object: { readonly id: string; readonly state: State }): void {
    this.#begun.set(urn, object);
  }

  /** What an earlier creation for this resource has made: an error hook of the program may ask for it again. */
  begunFor(urn: string | undefined): { readonly id: string; readonly state: State } | undefined {
    return urn === undefined ? undefined : this.#begun.get(urn);
  }

  /** What was accepted came to nothing. */
  undone(urn: string): void {
    this.#begun.delete(urn);
  }

  /** A creation has taken this object over. */
  adopted(key: string): void {
    this.#adopted.add(key);
  }

  /** The object came into Pulumi's hands in this very run. */
  isNew(key: string): boolean {
    return this.#made.has(key) || this.#adopted.has(key);
  }

  /** Pulumi's state has this id for the resource. */
  known(urn: string, id: string): void {
    this.#ids.set(urn, id);
  }

  /** `check` saw the resource; a replacement's second `check` looks like a first creation and does not count. */
  checked(urn: string, exists: boolean): void {
    if (exists) this.#existed.add(urn);
  }

  /** What a creation replaces; without an id when there is something but its id was never told. */
  predecessor(urn: string | undefined): { id?: string } | undefined {
    if (urn === undefined) return undefined;
    const id = this.#ids.get(urn);
    if (id !== undefined) return { id };
    return this.#existed.has(urn) ? {} : undefined;
  }
}

export const memory = new Memory();
