import { spawn } from "node:child_process";
import { once } from "node:events";
import type * as fs from "node:fs";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Beginning, Journal, journalFolder, type Note } from "../../../provider/runtime/journal.ts";
import { identityOf } from "../../../provider/runtime/process-identity.ts";

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  return { ...real, readdirSync: vi.fn(real.readdirSync) };
});

const beginning: Beginning = {
  urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/fake:Box::one",
  account: "north/1",
  token: "fake:Box",
  replaces: false,
  before: ["box-0"],
  inputs: { name: "one", tags: { team: "a" } },
};
const { urn, account } = beginning;
const gone = { pid: 4_000_000, start: "1" };

let root: string;
let folder: string;
let warnings: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "journal-"));
  folder = join(root, "package", "journal");
  warnings = [];
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The journal as a process of its own sees it. */
const open = (self = identityOf(process.pid)) =>
  new Journal(
    () => folder,
    (text) => warnings.push(text),
    self,
  );
const files = () => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
const only = () => files()[0] ?? "";

describe("a note", () => {
  it("tells all that is needed to go on, before the object is known and after", () => {
    const before = Date.now();
    const note = open(gone).begin(beginning);
    const begun = open().pending(urn, account);
    open(gone).made(note, "box-1");

    expect(begun).toEqual({ version: 1, ...beginning, begunAt: note.begunAt, process: gone });
    expect(Date.parse(note.begunAt)).toBeGreaterThanOrEqual(before);
    expect(open().pending(urn, account)).toEqual({ ...begun, id: "box-1" });
    expect(warnings).toEqual([]);
  });

  it("is for the user's eyes only", () => {
    open().begin(beginning);

    expect(statSync(only()).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("is one file for each resource and account, whose name tells neither", () => {
    const journal = open();
    journal.begin(beginning);
    journal.begin({ ...beginning, urn: `${urn}/../two` });
    journal.begin({ ...beginning, account: "south/2" });

    expect(files()).toHaveLength(3);
    for (const name of readdirSync(folder)) expect(name).toMatch(/^[0-9a-f]{32}-[0-9a-f]{32}\.json$/);
    expect(open().pending(`${urn}/../two`, account)?.urn).toBe(`${urn}/../two`);
    expect(open().pending(`${urn}/../two`, "south/2")).toBeUndefined();
  });

  it("is replaced as a whole: what a crash has left beside it does no harm", () => {
    const note = open().begin(beginning);
    writeFileSync(`${only()}.new`, '{"version": 1, "urn"');

    open().made(note, "box-1");

    expect(files()).toHaveLength(1);
    expect(open().pending(urn, account)?.id).toBe("box-1");
  });

  it("goes when it is forgotten, and nothing happens when it is forgotten again", () => {
    const journal = open();
    const note = journal.begin(beginning);

    journal.forget(note);
    journal.forget(note);

    expect(files()).toEqual([]);
    expect(journal.pending(urn, account)).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it("does not exist for a request without a URN", () => {
    open().begin(beginning);

    expect(open().pending(undefined, account)).toBeUndefined();
    open().delivered(undefined, "box-1");
    open().leave(undefined, account);
    expect(files()).toHaveLength(1);
  });
});

describe("the delivery of an object", () => {
  const made = (id: string, self = gone) => {
    const journal = open(self);
    journal.made(journal.begin(beginning), id);
  };

  it("ends its note, in whatever account it is", () => {
    made("box-1");

    open().delivered(urn, "box-1");

    expect(files()).toEqual([]);
  });

  it("is also seen by the process that has made it", () => {
    const journal = open();
    journal.delivered(urn, "box-1");
    journal.made(journal.begin(beginning), "box-1");

    journal.delivered(urn, "box-1");

    expect(files()).toEqual([]);
  });

  it("leaves the note of its successor alone, and those of other resources", () => {
    made("box-2");
    open(gone).begin({ ...beginning, urn: `${urn}-two` });

    open().delivered(urn, "box-1");
    open().delivered(`${urn}-two`, "box-1");
    open().delivered(`${urn}-two`, "box-2");

    expect(files()).toHaveLength(2);
  });

  it("reads the folder once, and no file when none is about the resource", () => {
    made("box-2");
    vi.mocked(readdirSync).mockClear();
    const journal = open();

    for (let index = 0; index < 100; index++) journal.delivered(`${urn}-${index}`, `box-${index}`);

    expect(vi.mocked(readdirSync)).toHaveBeenCalledTimes(1);
  });

  it("leaves it another resource's, for as long as the process lives", () => {
    made("box-1");
    const journal = open();
    const rival = journal.begin({ ...beginning, urn: `${urn}-two` });

    journal.delivered(urn, "box-1");

    expect(journal.isAnothers(rival, "box-1")).toBe(true);
    expect(journal.isAnothers({ ...rival, account: "south/2" }, "box-1")).toBe(false);
    expect(journal.isAnothers({ ...rival, urn }, "box-1")).toBe(false);
  });
});

describe("a pending creation", () => {
  const noteOf = (self: Note["process"]) => open(self).begin(beginning);

  it("is busy as long as another process is at it", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await once(other, "spawn");
    const identity = identityOf(other.pid ?? 0);
    noteOf(identity);
    const running = open().isBusy(open().pending(urn, account) as Note);

    other.kill("SIGKILL");
    await once(other, "exit");

    expect(running).toBe(true);
    expect(open().isBusy(open().pending(urn, account) as Note)).toBe(false);
  });

  it("is not busy when this process is at it", () => {
    expect(open().isBusy(noteOf(identityOf(process.pid)))).toBe(false);
  });

  it.runIf(process.platform === "linux")("is not busy when a later process has the same id", () => {
    const { pid } = identityOf(process.ppid);

    expect(open().isBusy(noteOf({ pid, start: "1" }))).toBe(false);
    expect(open().isBusy(noteOf(identityOf(pid)))).toBe(true);
  });

  it("is not busy any more when its process has left it", () => {
    const living = identityOf(process.ppid);
    const journal = open(living);
    journal.made(journal.begin(beginning), "box-1");

    journal.leave(urn, account);

    const left = open().pending(urn, account) as Note;
    expect(left).toMatchObject({ id: "box-1" });
    expect(open().isBusy(left)).toBe(false);
  });

  it("is left by its own process only, and not when it is over", () => {
    const living = identityOf(process.ppid);
    const journal = open(living);
    journal.begin(beginning);
    open().leave(urn, account);
    const stillBusy = open().isBusy(open().pending(urn, account) as Note);

    journal.forget(open().pending(urn, account) as Note);
    journal.leave(urn, account);

    expect(stillBusy).toBe(true);
    expect(files()).toEqual([]);
  });

  it("knows what belongs to another resource of the same kind and account", () => {
    const journal = open(gone);
    const note = journal.begin(beginning);
    journal.made(journal.begin({ ...beginning, urn: `${urn}-twin` }), "box-twin");
    journal.made(journal.begin({ ...beginning, urn: `${urn}-far`, account: "south/2" }), "box-far");
    journal.made(journal.begin({ ...beginning, urn: `${urn}-lid`, token: "fake:Lid" }), "lid-1");
    journal.made(note, "box-1");

    const isAnothers = (id: string) => open().isAnothers(note, id);

    expect(["box-twin", "box-far", "lid-1", "box-1", "box-none"].filter(isAnothers)).toEqual(["box-twin"]);
  });
});

describe("a journal that cannot be kept", () => {
  it.each([
    ["empty", ""],
    ["cut off", '{"version":1,"urn":"urn:pu'],
    ["of a later release", JSON.stringify({ version: 2, ...beginning })],
    ["no object", "[1]"],
    ["hostile", '{"version":1,"__proto__":{"urn":"x"},"process":{"pid":-1}}'],
  ])("warns once of a note that is %s, and goes on without it", (_, text) => {
    open(gone).begin(beginning);
    writeFileSync(only(), text);
    const journal = open();

    expect(journal.pending(urn, account)).toBeUndefined();
    expect(journal.pending(urn, account)).toBeUndefined();
    journal.delivered(urn, "box-1");

    expect(warnings).toEqual([expect.stringContaining(`its note cannot be understood: ${only()}`)]);
    expect(files()).toHaveLength(1);
  });

  it("writes over a note that is none", () => {
    open(gone).begin(beginning);
    writeFileSync(only(), "nothing");

    open().begin(beginning);

    expect(open().pending(urn, account)).toMatchObject(beginning);
  });

  it("warns once when nothing can be written, and goes on", () => {
    mkdirSync(join(root, "package"));
    writeFileSync(folder, "a file where the folder should be");
    const journal = open();

    const note = journal.begin(beginning);
    journal.made(note, "box-1");
    journal.leave(urn, account);
    journal.forget(note);
    journal.delivered(urn, "box-1");

    expect(journal.pending(urn, account)).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/^Pending creations cannot be noted: .*(EEXIST|ENOTDIR)/)]);
  });

  it("keeps the old note whole when the new one finds no room", () => {
    const note = open().begin(beginning);
    // What stands for a disk without room: the file beside cannot be written.
    mkdirSync(`${only()}.new`);

    open().made(note, "box-1");

    expect(open().pending(urn, account)).toEqual(note);
    expect(warnings).toHaveLength(1);
  });

  it("warns once when the user has no home", () => {
    const homeless = new Journal(
      () => journalFolder({}, () => ""),
      (text) => warnings.push(text),
    );

    const note = homeless.begin(beginning);
    homeless.made(note, "box-1");
    homeless.forget(note);

    expect(homeless.pending(urn, account)).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining("there is no home folder")]);
  });
});

describe("the folder of the journal", () => {
  const home = () => "/ada";

  it.each([
    [{}, "/ada/.pulumi/pulumi-clickhouse-gaussdb/journal"],
    [{ PULUMI_HOME: "/opt/pulumi" }, "/opt/pulumi/pulumi-clickhouse-gaussdb/journal"],
    [{ PULUMI_HOME: "", PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL: "" }, "/ada/.pulumi/pulumi-clickhouse-gaussdb/journal"],
    [{ PULUMI_HOME: "/opt/pulumi", PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL: "/var/notes" }, "/var/notes"],
  ])("follows the environment %o", (environment, expected) => {
    expect(journalFolder(environment, home)).toBe(expected);
  });

  it("is not looked for at home when it is elsewhere", () => {
    const homeless = () => {
      throw new Error("no home");
    };

    expect(journalFolder({ PULUMI_HOME: "/opt" }, homeless)).toBe("/opt/pulumi-clickhouse-gaussdb/journal");
    expect(() => journalFolder({}, homeless)).toThrow("no home");
  });
});
