import { describe, expect, it } from "vitest";
import { revocations } from "../../../provider/gaussdb/database-privilege/grants.ts";
import { databasePrivilege } from "../../../provider/gaussdb/database-privilege.ts";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [databases] = databasePrivilege.aspects;
const id = "i1/app@%";
const readWrite = (name: string) => ({ name, readonly: false });
const readOnly = (name: string) => ({ name, readonly: true });
type Privileges = ReturnType<typeof readOnly>[];

/** The user with these privileges in the cloud. */
function userWith(...granted: Privileges) {
  const user = { name: "app", host: "%", databases: granted };
  return recordingCloud({ databaseUsers: user, "databaseUsers.list": [{ name: "app", host: "10.0.0.1" }, user] });
}

/** What is sent to come from these privileges to those. */
async function change(live: Privileges, wanted: Privileges) {
  const { cloud, sent } = userWith(...live);
  await databases.update({
    cloud,
    id,
    inputs: { databases: wanted },
    live: { databases: live },
    changes: {},
    state: {},
  });
  return sent.map(({ operation, args }) => {
    const { users } = args.body as { users: { name: string; host: string; databases: unknown[] }[] };
    expect(users.map(({ name, host }) => [name, host])).toEqual([["app", "%"]]);
    return [operation, ...users.flatMap((user) => user.databases)];
  });
}

describe("privileges of a database user", () => {
  it.each([
    [{ userId: "app@%" }, "userId: must be the id of a DatabaseUser, <instance id>/<name>@<host>"],
    [{ databases: [] }, "databases: must have at least 1 item"],
    [{ databases: [readOnly("a"), readWrite("a")] }, 'databases: must not have the database "a" twice'],
    [{ databases: [{ name: "a" }] }, "databases[0].readonly: is required"],
  ])("are refused with %o", (changes, problem) => {
    expect(refusals(databasePrivilege, { userId: id, databases: [readOnly("a")], ...changes })).toEqual([problem]);
  });

  it("are granted and revoked by the difference; one that changes is revoked first", async () => {
    expect(await change([], [readOnly("a"), readWrite("b")])).toEqual([
      ["grantDatabaseUserPrivileges", readOnly("a"), readWrite("b")],
    ]);
    expect(await change([readOnly("a"), readWrite("b")], [readWrite("a"), readWrite("b"), readOnly("c")])).toEqual([
      ["revokeDatabaseUserPrivileges", "a"],
      ["grantDatabaseUserPrivileges", readWrite("a"), readOnly("c")],
    ]);
    expect(await change([readOnly("a"), readWrite("b")], [readWrite("b")])).toEqual([
      ["revokeDatabaseUserPrivileges", "a"],
    ]);
  });

  it("on a database that the instance keeps without capitals are the same", async () => {
    expect(await change([readOnly("shop")], [readOnly("Shop"), readOnly("b")])).toEqual([
      ["grantDatabaseUserPrivileges", readOnly("b")],
    ]);
  });

  it("on more databases than a call takes are granted by several", async () => {
    const many = Array.from({ length: 120 }, (_, index) => readOnly(`d${index}`));

    const sent = await change([], many);

    expect(sent.map(([, ...granted]) => granted.length)).toEqual([50, 50, 20]);
    expect(sent.flatMap(([, ...granted]) => granted)).toEqual(many);
  });

  it("that change say at preview that access is lost for a moment", () => {
    const notice = (live: Privileges, wanted: Privileges) =>
      typeof databases.notice === "function" &&
      databases.notice({ inputs: { databases: wanted }, live: { databases: live } });

    expect(notice([readOnly("a")], [readWrite("a")])).toContain("loses access to a for a moment");
    expect(notice([readOnly("a")], [readOnly("a"), readWrite("b")])).toBeUndefined();
  });

  it("are revoked when they are deleted, but for those that nobody declared or that are gone", async () => {
    const { cloud, bodies } = userWith(readOnly("a"), readOnly("others"));

    await databasePrivilege.delete({ cloud, id, state: { databases: [readOnly("a"), readOnly("gone")] } });
    await databasePrivilege.delete({ cloud, id, state: { databases: [readOnly("gone")] } });

    expect(bodies()).toEqual([{ users: [{ name: "app", host: "%", databases: ["a"] }] }]);
  });

  it("are revoked one by one when the cloud says that one of their databases is gone", async () => {
    const names = ["a", "dropped", "b"];
    const asked: (readonly string[])[] = [];
    const change = async (_: string, { body }: { body: { users: { databases: string[] }[] } }) => {
      const databases = body.users.flatMap((user) => user.databases);
      asked.push(databases);
      return databases.includes("dropped") ? undefined : {};
    };
    const cloud = { ...(userWith(...names.map(readOnly)).cloud as GaussDb), change: change as never };

    await new Promise<void>((resolve, reject) => {
      const input = { account: { name: "app", host: "%" }, databases: names };
      revocations.carryOut([{ input, resolve, reject }], { place: "i1", cloud, lastLook: cloud }).catch(reject);
    });

    expect(asked).toEqual([["a", "dropped", "b"], ["a"], ["dropped"], ["b"]]);
  });

  it("are read as the user has them; without the user there are none", async () => {
    const { cloud } = userWith(readOnly("a"));

    expect(await databasePrivilege.read({ cloud, id })).toEqual({ userId: id, databases: [readOnly("a")] });
    expect(await databasePrivilege.read({ cloud: recordingCloud().cloud, id })).toBeUndefined();
    await expect(
      databasePrivilege.create({
        cloud: recordingCloud().cloud,
        inputs: { userId: id, databases: [readOnly("a")] },
        created: () => undefined,
      }),
    ).rejects.toThrow("There is no database user i1/app@%.");
  });
});
