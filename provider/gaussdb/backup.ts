import { z } from "zod";
import { autonamed, stable } from "../runtime/traits.ts";
import { type GaussDb, resource } from "./gaussdb.ts";
import { idle } from "./jobs.ts";
import { objectName } from "./object-name.ts";
import { rfc3339 } from "./times.ts";

/** A manual full backup of a GaussDB(for MySQL) instance (4.4.2). */
export const backup = resource({
  token: "gaussdb:Backup",
  noun: "backup",
  description:
    "A manual full backup of an instance (4.4.2). It outlives the instance and costs until it is deleted. Its id is that of " +
    "the backup. Automatic backups are made by `backupStrategy` of the instance.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance. While the backup is made, it accepts no other change."),
    name: autonamed(objectName, { maxLength: 64, forbidden: "[^A-Za-z0-9_-]", letterFirst: "backup-" })
      .optional()
      .describe("Name: 4 to 64 characters, beginning with a letter, then letters, digits, `-` and `_` (4.4.2)."),
    description: z
      .string()
      .max(256)
      .regex(/^[^>!<"&=]*$/, 'must not contain > ! < " & =')
      .optional()
      .describe('Description: up to 256 characters, none of `> ! < " & =` (4.4.2).'),
  },
  outputs: {
    name: stable(z.string()).describe("Name."),
    state: z.string().describe("State: `BUILDING`, `COMPLETED`, `AVAILABLE` or `FAILED`."),
    type: stable(z.string()).describe("`manual`; an automatic backup that was adopted is `auto`."),
    beginTime: stable(z.string()).describe("Start of the backup, RFC 3339."),
    endTime: stable(z.string().optional()).describe("End of the backup, RFC 3339."),
    sizeMb: stable(z.number().optional()).describe("Size in MB."),
    instanceName: stable(z.string().optional()).describe("Name of the instance when the backup was made."),
  },
  aspects: [],
  timeLimits: { create: 180, update: 60, delete: 30 },
  holdsData: "the backup",
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  notice: () => "The backup costs for as long as it is kept, also when its instance is deleted.",

  async create({ cloud, inputs: { instanceId, name, description }, created }) {
    const make = async (cloud: GaussDb) => {
      const body = { instance_id: instanceId, name: String(name), description };
      const made = await cloud.begin("createManualBackup", { body });
      const id = made.backup?.id ?? "";
      created(id);
      await cloud.finished(made, "making the backup", usual);
      await complete(cloud, id);
      await idle(cloud, instanceId);
    };
    await cloud.exclusively(instanceId, make, { minutes: 5 });
  },
  async find({ cloud, inputs: { instanceId, name } }) {
    const backups = await cloud.backups.list();
    return backups
      .filter((other) => other.instance_id === instanceId && other.name === name && other.type !== "auto")
      .map(({ id }) => id);
  },
  async ready({ cloud, id }) {
    await complete(cloud, id);
  },
  async read({ cloud, id }) {
    const found = await cloud.backups.get(id);
    return (
      found && {
        instanceId: found.instance_id,
        name: found.name,
        description: found.description ?? "",
        state: found.status,
        type: found.type,
        beginTime: rfc3339(found.begin_time),
        endTime: rfc3339(found.end_time),
        sizeMb: found.size === undefined ? undefined : Number(found.size),
        instanceName: found.instance_name,
      }
    );
  },
  ailment: ({ state }) => (state === "FAILED" ? { text: "The backup has failed.", dead: true } : undefined),
  async delete({ cloud, id }) {
    // One that is being made cannot be deleted (DBS.201208).
    if ((await complete(cloud, id)) === undefined) return;
    await cloud.change("deleteManualBackup", { backup_id: id });
    await cloud.wait({
      what: "deleting",
      look: async () => ((await cloud.backups.get(id)) === undefined ? { done: undefined } : { now: "still listed" }),
    });
  },
});

const usual = "3 to 10 min";

/** The backup when it is not being made any more. */
async function complete(cloud: GaussDb, id: string) {
  return cloud.wait({
    what: "making the backup",
    usual,
    async look() {
      const found = await cloud.backups.get(id);
      return found?.status === "BUILDING" ? { now: found.status } : { done: found };
    },
  });
}
