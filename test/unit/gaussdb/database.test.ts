import { describe, expect, it } from "vitest";
import { database } from "../../../provider/gaussdb/database.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [comment] = database.aspects;
const inputs = { instanceId: "i1", name: "shop", characterSet: "utf8mb4" };

const refused = (changes: object) => refusals(database, { ...inputs, ...changes });
const changed = (live: object, wanted: object) =>
  diff(database as unknown as Definition<unknown>, { ...inputs, ...live }, { ...inputs, ...wanted });

describe("a database", () => {
  it("is accepted with any name and comment that the cloud accepts", () => {
    expect(refused({ name: "a" })).toEqual([]);
    expect(refused({ name: "Shop_2-a-b-c-d-e-f-g-h-i-j", comment: 'Orders; of "shop"'.replaceAll('"', "") })).toEqual(
      [],
    );
    expect(refused({ name: "x".repeat(64), comment: "x".repeat(512), characterSet: "koi8r" })).toEqual([]);
  });

  it.each([
    [{ name: "" }, "name: must have at least 1 character"],
    [{ name: "x".repeat(65) }, "name: must have at most 64 characters"],
    [{ name: "a-b-c-d-e-f-g-h-i-j-k-l" }, "name: must have only letters, digits, underscores and at most 10 hyphens"],
    [{ name: "shop.orders" }, "name: must have only letters, digits, underscores and at most 10 hyphens"],
    [{ comment: "x".repeat(513) }, "comment: must have at most 512 characters"],
    [{ comment: 'the "shop"' }, "comment: must not contain line breaks or ! < \" = ' > &"],
    [{ comment: "one\ntwo" }, "comment: must not contain line breaks or ! < \" = ' > &"],
  ])("is refused with %o", (changes, problem) => {
    expect(refused(changes)).toEqual([problem]);
  });

  it("is created with its comment, changed and deleted by its name", async () => {
    const { cloud, sent } = recordingCloud({ "databases.list": [{ name: "shop" }] });
    const ids: string[] = [];

    await database.create({ cloud, inputs: { ...inputs, comment: "Orders" }, created: (id) => void ids.push(id) });
    await comment.update({
      cloud,
      id: "i1/shop",
      inputs: { comment: "" },
      live: { comment: "Orders" },
      changes: { comment: "" },
      state: {},
    });
    await database.delete({ cloud, id: "i1/shop", state: {} });

    expect(ids).toEqual(["i1/shop"]);
    const at = { instance_id: "i1" };
    expect(sent).toEqual([
      {
        operation: "createDatabases",
        args: { ...at, body: { databases: [{ name: "shop", character_set: "utf8mb4", comment: "Orders" }] } },
      },
      {
        operation: "updateDatabaseComments",
        args: { ...at, body: { databases: [{ name: "shop", comment: "" }] } },
      },
      { operation: "deleteDatabases", args: { ...at, body: { databases: ["shop"] } } },
    ]);
  });

  it("is not deleted when it is gone, or when only one of another name is there", async () => {
    const { cloud, sent } = recordingCloud({ "databases.list": [{ name: "shop2" }] });

    await database.delete({ cloud, id: "i1/shop", state: {} });

    expect(sent).toEqual([]);
  });

  it("is found and read by its name, of which the instance may keep no capitals", async () => {
    const { cloud } = recordingCloud({
      "databases.list": [{ name: "shop", charset: "gbk" }, { name: "Reports" }, { name: "reports" }],
    });
    const find = (name: string) => database.find({ cloud, inputs: { ...inputs, name } });

    expect(await find("Shop")).toEqual(["i1/Shop"]);
    expect(await find("shop")).toEqual(["i1/shop"]);
    expect(await find("Reports")).toEqual(["i1/Reports"]);
    expect(await find("sho")).toEqual([]);
    expect(await database.read({ cloud, id: "i1/Shop" })).toEqual({
      instanceId: "i1",
      name: "Shop",
      characterSet: "gbk",
      comment: "",
    });
    expect(await database.read({ cloud, id: "i1/other" })).toBeUndefined();
  });

  it("is never replaced because MySQL calls a character set by its other name", () => {
    expect(changed({ characterSet: "utf8mb3" }, { characterSet: "utf8" }).replaces).toEqual([]);
    expect(changed({ characterSet: "UTF8MB4" }, {}).changes).toBe(false);
    expect(changed({ characterSet: "gbk" }, {}).replaces).toEqual(["characterSet"]);
  });

  it("says at preview that a replacement loses its data", () => {
    expect(changed({}, { characterSet: "gbk" }).notices).toEqual([
      "characterSet cannot change in place: the database would be replaced and all its data lost.",
    ]);
  });
});
