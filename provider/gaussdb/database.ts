import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import { canonical, fallback, open } from "../runtime/traits.ts";
import { called } from "./database/called.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { jointChange, jointCreation, jointRemoval, made, settled } from "./joint-work.ts";

/** A name as the cloud takes it (4.11.2). */
export const databaseName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_]*(-[A-Za-z0-9_]*){0,10}$/, "must have only letters, digits, underscores and at most 10 hyphens");

const comments = jointChange<{ readonly name: string; readonly comment: string }>((cloud, instanceId, databases) =>
  cloud.change("updateDatabaseComments", { instance_id: instanceId, body: { databases: [...databases] } }),
);

const comment = aspect({
  inputs: {
    comment: fallback(
      z
        .string()
        .max(512)
        // The creation allows the double quote and the change does not.
        .regex(/^[^\r\n!<"='>&]*$/, "must not contain line breaks or ! < \" = ' > &"),
      "",
    )
      .optional()
      .describe(
        "Comment: up to 512 characters, no line break and none of `! < \" = ' > &` (4.11.2, 4.11.3). Default empty.",
      ),
  },
  async update({ cloud, id, inputs: { comment } }) {
    const { parentId: instanceId, ownId: name } = partsOf(id);
    await cloud.together(comments, instanceId, { name, comment });
  },
});

interface Wanted {
  readonly name: string;
  readonly characterSet: string;
  readonly comment?: string | undefined;
}

/** Databases that are wanted at nearly the same time are made by one call (4.11.2). */
const creation = jointCreation<Wanted>("creating databases", (cloud, instanceId, wanted) => {
  const databases = wanted.map(({ name, characterSet, comment }) => ({ name, character_set: characterSet, comment }));
  return cloud.begin("createDatabases", { instance_id: instanceId, body: { databases } });
});

/** And they are deleted by one (4.11.5). */
const deletion = jointRemoval<string>({
  async remaining(cloud, instanceId, name) {
    return (await databaseCalled(cloud, instanceId, name)) && name;
  },
  send: (cloud, instanceId, names) =>
    cloud.change("deleteDatabases", { instance_id: instanceId, body: { databases: [...names] } }),
});

/** A database of a GaussDB(for MySQL) instance (4.11). */
export const database = resource({
  token: "gaussdb:Database",
  noun: "database",
  description:
    "A database of a GaussDB(for MySQL) instance (4.11.2). Deleting it deletes its tables with all data, so it is " +
    "protected. Its id is `<instance id>/<name>`. Those of one instance that change in one update change together.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    name: databaseName.describe(
      "Name: 1 to 64 letters, digits, `_` and at most 10 `-` (4.11.2). The instance keeps it in lower case, unless it " +
        "was created with `lowerCaseTableNames: 0`.",
    ),
    characterSet: canonical(open(["utf8mb4", "utf8", "latin1", "gbk"]), inOneSpelling)
      .default("utf8mb4")
      .describe(
        "Character set, one of those that the function `getDatabaseCharsets` lists (4.11.1). Default `utf8mb4`.",
      ),
  },
  outputs: {},
  aspects: [comment],
  timeLimits: { create: 20, update: 20, delete: 20 },
  holdsData: "all its data",
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:Instance", input: "instanceId" },

  async create({ cloud, inputs: { instanceId, name, characterSet, comment }, created }) {
    const started = await cloud.together(creation, instanceId, { name, characterSet, comment });
    const id = childId(instanceId, name);
    created(id);
    await made(cloud, started, "creating the database", () => databaseOf(cloud, id));
  },
  async find({ cloud, inputs: { instanceId, name } }) {
    const there = await databaseCalled(cloud, instanceId, name);
    return there ? [childId(instanceId, name)] : [];
  },
  async ready({ cloud, id }) {
    await settled(cloud, partsOf(id).parentId, () => databaseOf(cloud, id));
  },
  async read({ cloud, id }) {
    const database = await databaseOf(cloud, id);
    if (database === undefined) return undefined;
    const { parentId: instanceId, ownId: name } = partsOf(id);
    return { instanceId, name, characterSet: database.charset, comment: database.comment ?? "" };
  },
  async delete({ cloud, id }) {
    const { parentId: instanceId, ownId: name } = partsOf(id);
    await cloud.together(deletion, instanceId, name);
  },
});

function databaseOf(cloud: GaussDb, id: string) {
  const { parentId: instanceId, ownId: name } = partsOf(id);
  return databaseCalled(cloud, instanceId, name);
}

async function databaseCalled(cloud: GaussDb, instanceId: string, name: string) {
  return called(await cloud.databases(instanceId).list(), name);
}

/** MySQL has come to call `utf8` by its other name. */
function inOneSpelling(characterSet: unknown): string {
  const name = String(characterSet).toLowerCase();
  return name === "utf8mb3" ? "utf8" : name;
}
