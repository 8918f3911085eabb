import { describe, expect, it } from "vitest";
import { clickHouseUser } from "../../../provider/gaussdb/click-house-user.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const clickHouseInstanceId = "5a377c0073cd4264be308fd968e60312in07/2cdec02d8c4a4c88aecae08684dd8076in16";
const htapId = "2cdec02d8c4a4c88aecae08684dd8076in16";
const id = `${clickHouseInstanceId}/reports`;
const valid = { clickHouseInstanceId, name: "reports", password: "Reports-1234", databases: ["shop"] };
const refused = (changes: object) => refusals(clickHouseUser, { ...valid, ...changes });

describe("a ClickHouse user", () => {
  it("is accepted with some databases or all, and with a permission", () => {
    expect(refused({})).toEqual([]);
    expect(refused({ databases: ["*"], dml: 1 })).toEqual([]);
  });

  it("is refused with the own id of the instance alone, as the cloud does not tell whose it is", () => {
    expect(refused({ clickHouseInstanceId: htapId })).toEqual([
      "clickHouseInstanceId: must be the id of a ClickHouseInstance, <instance id>/<its own id>",
    ]);
  });

  it("is refused with a name that the cloud would refuse, and with that of the administrator", () => {
    const message =
      "name: must begin with a lower case letter, have only those, digits and underscores, and not end with an underscore";
    for (const name of ["Reports", "1reports", "reports_", "re-ports"]) expect(refused({ name })).toEqual([message]);
    expect(refused({ name: "root" })).toEqual(["name: must not be root: the instance has that user already"]);
  });

  it("is refused without databases, and with a password that is its name backwards", () => {
    expect(refused({ databases: [] })).toEqual(["databases: must have at least 1 item"]);
    expect(refused({ name: "report_1a", password: "report_1a" })).toEqual([
      "password: must be neither the name nor the name backwards",
    ]);
    expect(refused({ name: "a1_troper", password: "report_1a" })).toEqual([
      "password: must be neither the name nor the name backwards",
    ]);
  });

  it("is created by one call that ends with its answer", async () => {
    const { cloud, sent } = recordingCloud({ createClickHouseDatabaseUser: { result: "SUCCESS" } });
    const made: unknown[] = [];

    await clickHouseUser.create({ cloud, inputs: { ...valid, dml: 1 }, created: (...all) => void made.push(all) });

    expect(made).toEqual([[id, { password: "Reports-1234" }]]);
    expect(sent).toEqual([
      {
        operation: "createClickHouseDatabaseUser",
        args: {
          instance_id: htapId,
          body: { user_name: "reports", password: "Reports-1234", databases: ["shop"], dml: 1 },
        },
      },
    ]);
  });

  it("is not there when the answer says that it has failed", async () => {
    const { cloud } = recordingCloud({ createClickHouseDatabaseUser: { result: "FAILED" } });
    const ids: string[] = [];

    const creation = clickHouseUser.create({ cloud, inputs: valid, created: (id) => void ids.push(id) });

    await expect(creation).rejects.toThrow("createClickHouseDatabaseUser failed: its result is FAILED.");
    expect(ids).toEqual([]);
  });

  it("is read with numbers and switches, however they are typed", async () => {
    const user = { user_name: "reports", databases: ["*"], dml: "1", ddl: 0 };
    const { cloud } = recordingCloud({
      clickHouseUsers: ({ id }: { id: string }) => (id === "reports" ? user : undefined),
    });

    expect(await clickHouseUser.read({ cloud, id })).toEqual({
      clickHouseInstanceId,
      name: "reports",
      databases: ["*"],
      dml: 1,
      ddl: false,
    });
    expect(await clickHouseUser.read({ cloud, id: `${clickHouseInstanceId}/report` })).toBeUndefined();
  });

  it("gets other databases and its permission in one call, the default one when the program has none", async () => {
    const { cloud, bodies } = recordingCloud();
    const [, permission] = clickHouseUser.aspects;
    const change = { cloud, id, live: {}, changes: {}, state: {} };

    await permission.update({ ...change, inputs: { databases: ["*"], dml: 1 } });
    await permission.update({ ...change, inputs: { databases: ["shop"] } as never });

    expect(bodies()).toEqual([
      { user_name: "reports", databases: ["*"], dml: 1 },
      { user_name: "reports", databases: ["shop"], dml: 2 },
    ]);
  });

  it("is told to see all databases, when it is created and when it begins to", () => {
    const [, permission] = clickHouseUser.aspects;
    const all = "The user may use all databases of the instance (*).";
    const noticeOf = (databases: string[], before: string[]) =>
      typeof permission.notice === "function"
        ? permission.notice({ inputs: { databases }, live: { databases: before } })
        : undefined;

    expect([clickHouseUser.notice?.({ databases: ["*"] }), clickHouseUser.notice?.(valid)]).toEqual([all, undefined]);
    expect([noticeOf(["*"], ["shop"]), noticeOf(["*"], ["*"]), noticeOf(["shop"], ["*"])]).toEqual([
      all,
      undefined,
      undefined,
    ]);
  });

  it("is deleted by its name, and is not asked to be when it is gone", async () => {
    const there = recordingCloud({ clickHouseUsers: { user_name: "reports" } });
    const gone = recordingCloud();

    await clickHouseUser.delete({ cloud: there.cloud, id, state: {} });
    await clickHouseUser.delete({ cloud: gone.cloud, id, state: {} });

    expect(there.sent).toEqual([
      { operation: "deleteClickHouseDatabaseUser", args: { instance_id: htapId, user_name: "reports" } },
    ]);
    expect(gone.sent).toEqual([]);
  });
});
