import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { writeDurably } from "./durable-file.ts";
import { messageOf } from "./failure.ts";
import { identityOf, isRunning, type ProcessIdentity } from "./process-identity.ts";
import { engine } from "./running.ts";
import { wire } from "./wire.ts";

const schema = z
  .object({
    version: z.literal(1),
    urn: z.string(),
    account: z.string(),
    token: z.string(),
    begunAt: z.iso.datetime(),
    /** Who is at it, until that is over. */
    process: z.object({ pid: z.int().positive(), start: z.string().optional() }).optional(),
    /** Pulumi's state already had an object for the resource. */
    replaces: z.boolean(),
    /** Ids of the objects that looked the same before. */
    before: z.array(z.string()),
    /** The inputs without secrets: what was begun can be looked for, whatever the program says by then. */
    inputs: z.record(z.string(), z.unknown()),
    /** The object, as soon as it is known. */
    id: z.string().min(1).optional(),
  })
  .readonly();

/** A creation that Pulumi's state may not know of. */
export type Note = z.output<typeof schema>;

/** What a creation says of itself before it begins. */
export type Beginning = Omit<Note, "version" | "begunAt" | "process" | "id">;

/**
 * Notes of pending creations, one file each. A note outlives the process: it is there from before the creating call
 * until a request shows that Pulumi's state has the id. That a creation has returned proves nothing: the engine may be
 * gone. A journal that cannot be kept stops no update.
 */
export class Journal {
  readonly #folder: () => string;
  readonly #warn: (text: string) => void;
  readonly #self: ProcessIdentity;
  readonly #own = new Map<string, Note>();
  readonly #warned = new Set<string>();
  /** The resources of which Pulumi's state has got the id in this process, by account and id. */
  readonly #owners = new Map<string, string>();
  #listed: Set<string> | undefined;

  constructor(folder: () => string, warn: (text: string) => void, self: ProcessIdentity = identityOf(process.pid)) {
    this.#folder = folder;
    this.#warn = warn;
    this.#self = self;
  }

  /** The creation that is pending for a resource. */
  pending(urn: string | undefined, account: string): Note | undefined {
    if (urn === undefined) return undefined;
    const name = nameOf(urn, account);
    const text = this.#read(name);
    const note = text === undefined ? undefined : parse(text);
    if (text !== undefined && !note) {
      this.#warnOnce(
        `An earlier creation may have been interrupted, but its note cannot be understood: ${this.#path(name)}. If it ` +
          "has made something, that is found by its name, and you are asked to adopt it.",
      );
    }
    return note;
  }

  /** Whether another process is still at it. */
  isBusy({ process }: Note): boolean {
    return process !== undefined && process.pid !== this.#self.pid && isRunning(process);
  }

  /** Whether an object was made for another resource, whose creation is pending as well or has been of late. */
  isAnothers(note: Note, id: string): boolean {
    const owner = this.#owners.get(ownerKey(note.account, id));
    return (owner !== undefined && owner !== note.urn) || this.#others(note).some((other) => other.id === id);
  }

  /** How many creations that nobody is at may have made the same objects: they began when the same ones were there. */
  rivalsOf(note: Note): number {
    const before = new Set(note.before);
    const isRival = (other: Note) =>
      other.id === undefined &&
      !this.isBusy(other) &&
      other.before.length === before.size &&
      other.before.every((id) => before.has(id));
    return this.#others(note).filter(isRival).length;
  }

  /** Pending creations of objects of the same kind for other resources. */
  #others({ urn, account, token }: Note): Note[] {
    // Others may have begun since this process first looked.
    this.#listed = undefined;
    const end = ending(account);
    return this.#notes((name) => name.endsWith(end)).filter(
      (other) => other.urn !== urn && other.account === account && other.token === token,
    );
  }

  /** Notes a creation right before it begins. */
  begin(beginning: Beginning): Note {
    return this.#write({ version: 1, ...beginning, begunAt: new Date().toISOString(), process: this.#self });
  }

  /** Notes which object it is that was made, and that this process is at it. */
  made(note: Note, id: string): void {
    this.#write({ ...note, id, process: this.#self });
  }

  /** This process has done what it can, whatever came of it: nobody has to wait for its end to go on. */
  leave(urn: string | undefined, account: string): void {
    if (urn === undefined) return;
    const name = nameOf(urn, account);
    const note = this.#own.get(name);
    if (note) this.#write({ ...note, process: undefined });
    this.#own.delete(name);
  }

  /** Nothing is pending any more. */
  forget({ urn, account }: Note): void {
    const name = nameOf(urn, account);
    this.#own.delete(name);
    this.#listed?.delete(name);
    try {
      rmSync(this.#path(name), { force: true });
    } catch {
      // Where nothing can be removed nothing could be noted, or not any more: a note that is not true is found out.
    }
  }

  /** Pulumi's state has this object for the resource. */
  delivered(urn: string | undefined, id: string): void {
    if (urn === undefined || this.#names().size === 0) return;
    const start = beginning(urn);
    for (const note of this.#notes((name) => name.startsWith(start))) {
      if (note.urn !== urn || note.id !== id) continue;
      this.#owners.set(ownerKey(note.account, id), urn);
      this.forget(note);
    }
  }

  /** Where a note is, for people. */
  fileOf({ urn, account }: Note): string {
    return this.#path(nameOf(urn, account));
  }

  #path(name: string): string {
    return join(this.#folder(), name);
  }

  /** What was there when this process first asked, and its own: the folder is read once. */
  #names(): Set<string> {
    if (this.#listed) return this.#listed;
    this.#listed = new Set(this.#own.keys());
    try {
      for (const name of readdirSync(this.#folder())) if (name.endsWith(".json")) this.#listed.add(name);
    } catch {
      // There is no folder yet, or none at all: a creation tells.
    }
    return this.#listed;
  }

  /** The notes with such a name, but for what is none. */
  #notes(isWanted: (name: string) => boolean): Note[] {
    return [...this.#names()].filter(isWanted).flatMap((name) => parse(this.#read(name) ?? "") ?? []);
  }

  /** Nothing when there is no such file, or no folder that can be used: the creation that cannot note itself tells. */
  #read(name: string): string | undefined {
    try {
      return readFileSync(this.#path(name), "utf8");
    } catch {
      return undefined;
    }
  }

  #write(note: Note): Note {
    const name = nameOf(note.urn, note.account);
    this.#own.set(name, note);
    try {
      writeDurably(this.#path(name), `${JSON.stringify(note, undefined, 2)}\n`);
      this.#listed?.add(name);
    } catch (error) {
      this.#warnOnce(
        `Pending creations cannot be noted: ${messageOf(error)}. The update goes on, but if it is killed, the next ` +
          '"pulumi up" can only find by its name what was made, and ask you to adopt it.',
      );
    }
    return note;
  }

  #warnOnce(text: string): void {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    this.#warn(text);
  }
}

/** Nothing for what is no note, or the note of a later release. */
function parse(text: string): Note | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Stacks that run at the same time never share a file: a URN names its stack, and no text gets into a name. */
function nameOf(urn: string, account: string): string {
  return `${beginning(urn)}${ending(account)}`;
}

const ownerKey = (account: string, id: string) => `${account}/${id}`;
const beginning = (urn: string) => `${digest(urn)}-`;
const ending = (account: string) => `${digest(account)}.json`;

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** @throws when the user has no home and the environment names no other place. */
export function journalFolder(environment: NodeJS.ProcessEnv = process.env, home: () => string = homedir): string {
  const { PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL: own, PULUMI_HOME: pulumi } = environment;
  if (own) return resolve(own);
  const user = pulumi ? undefined : home();
  if (!pulumi && !user) throw new Error("there is no home folder; PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL names another one");
  return resolve(pulumi || join(String(user), ".pulumi"), "pulumi-clickhouse-gaussdb", "journal");
}

/** The journal of this process. */
export const journal = new Journal(journalFolder, (text) => engine().warn(text, wire().urn));
