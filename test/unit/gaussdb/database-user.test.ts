import { describe, expect, it } from "vitest";
import { databaseUser } from "../../../provider/gaussdb/database-user.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [password, comment] = databaseUser.aspects;
const inputs = { instanceId: "i1", name: "app", host: "%", password: "Secret_1234" };

const refused = (changes: object) => refusals(databaseUser, { ...inputs, ...changes });

describe("a database user", () => {
  it("is accepted with each form of a host", () => {
    for (const host of ["10.10.10.%", "127.0.0.1", "10.0.0.0/255.255.255.0", "fe80::1", "app.example.com"])
      expect(refused({ host })).toEqual([]);
    expect(refused({ name: "x".repeat(32), comment: 'The "shop"' })).toEqual([]);
  });

  it.each([
    [{ name: "" }, "name: must be 1 to 32 letters, digits and underscores"],
    [{ name: "app-1" }, "name: must be 1 to 32 letters, digits and underscores"],
    [{ name: "x".repeat(33) }, "name: must be 1 to 32 letters, digits and underscores"],
    [{ host: "10.0.0.1,10.0.0.2" }, "host: must be one host, without spaces and commas"],
    [{ host: "" }, "host: must be one host, without spaces and commas"],
    [{ comment: "a & b" }, "comment: must not contain line breaks or ! < = ' > &"],
    [{ name: "Shop_1234", password: "Shop_1234" }, "password: must be neither the name nor the name backwards"],
    [{ name: "Shop_1234", password: "4321_pohS" }, "password: must be neither the name nor the name backwards"],
    [
      { password: "onlylowercase" },
      "password: must have three of: upper case letters, lower case letters, digits, special characters (~!@#$%^*-_=+?,()&)",
    ],
    [
      { password: "Secret;1234" },
      "password: must have only letters, digits and the special characters ~!@#$%^*-_=+?,()&",
    ],
  ])("is refused with %o", (changes, problem) => {
    expect(refused(changes)).toEqual([problem]);
  });

  it("is not judged by a password that is unknown", () => {
    expect(refused({ password: unknown })).toEqual([]);
  });

  it("that may connect from everywhere says so at preview", () => {
    expect(databaseUser.notice?.({ host: "%" })).toContain("from every address");
    expect(databaseUser.notice?.({ host: "10.0.0.%" })).toBeUndefined();
  });

  it("is one name at one host in each call, and its creation sets the password", async () => {
    const { cloud, sent } = recordingCloud({ "databaseUsers.list": [{ name: "app", host: "10.0.0.1" }] });
    const made: unknown[] = [];
    const id = "i1/app@10.0.0.1";
    const at = { cloud, id, live: {}, changes: {}, state: {} };

    await databaseUser.create({
      cloud,
      inputs: { ...inputs, host: "10.0.0.1", comment: "Orders" },
      created: (...args) => void made.push(args),
    });
    await password.update({ ...at, inputs: { password: "Changed_1234" } });
    await comment.update({ ...at, inputs: { comment: "" } });
    await databaseUser.delete({ cloud, id, state: {} });

    expect(made).toEqual([[id, { password: "Secret_1234" }]]);
    const account = { name: "app", host: "10.0.0.1" };
    const bodies = sent.map(({ operation, args }) => [operation, args.instance_id, args.body]);
    expect(bodies).toEqual([
      [
        "createDatabaseUsers",
        "i1",
        { users: [{ name: "app", password: "Secret_1234", comment: "Orders", hosts: ["10.0.0.1"] }] },
      ],
      ["updateDatabaseUserPasswords", "i1", { users: [{ ...account, password: "Changed_1234" }] }],
      ["updateDatabaseUserComments", "i1", { users: [{ ...account, comment: "" }] }],
      ["deleteDatabaseUsers", "i1", { users: [account] }],
    ]);
  });

  it("is told from others by its host, which may hold a slash", async () => {
    const listed = [
      { name: "app", host: "%" },
      { name: "app", host: "10.0.0.0/255.255.255.0", comment: "Office" },
    ];
    const { cloud, sent } = recordingCloud({
      "databaseUsers.list": listed,
      databaseUsers: ({ id }: { id: string }) => listed.find(({ name, host }) => `${name}@${host}` === id),
    });
    const find = (host: string) => databaseUser.find({ cloud, inputs: { ...inputs, host } });

    expect(await find("10.0.0.0/255.255.255.0")).toEqual(["i1/app@10.0.0.0/255.255.255.0"]);
    expect(await find("10.0.0.1")).toEqual([]);
    expect(await databaseUser.read({ cloud, id: "i1/app@10.0.0.0/255.255.255.0" })).toEqual({
      instanceId: "i1",
      name: "app",
      host: "10.0.0.0/255.255.255.0",
      comment: "Office",
    });
    await databaseUser.delete({ cloud, id: "i1/app@10.0.0.1", state: {} });
    expect(sent).toEqual([]);
  });

  it("is not known by an id of another form", async () => {
    const { cloud } = recordingCloud();

    await expect(async () => databaseUser.read({ cloud, id: "i1/app" })).rejects.toThrow(
      "must be <instance id>/<name>@<host>",
    );
  });
});
