import { describe, expect, it } from "vitest";
import { starRocksUser } from "../../../provider/gaussdb/star-rocks-user.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const inputs = {
  starRocksInstanceId: "i/s",
  name: "reporting",
  password: "StarRocks-1357",
  databases: ["orders", "default"],
  dml: 1 as const,
  ddl: true,
};
const id = "i/s/reporting";
const success = { result: "SUCCESS" };

const refusal = (code: string) => () => {
  throw new CloudError({ operation: "deleteStarRocksDatabaseUser", summary: "refused", status: 400, code });
};

describe("a StarRocks user", () => {
  it("is accepted with a name, a password and databases", () => {
    const { dml, ddl, ...least } = inputs;

    expect(refusals(starRocksUser, inputs)).toEqual([]);
    expect(refusals(starRocksUser, least)).toEqual([]);
  });

  it("tells all that is wrong with it", () => {
    const wrong = { starRocksInstanceId: "s", name: "Reporting_", password: "short", databases: [], dml: 4, ddl: 1 };

    expect(refusals(starRocksUser, wrong).map((text) => text.replace(/:.*/s, ""))).toEqual([
      "starRocksInstanceId",
      "name",
      "password",
      "password",
      "databases",
      "dml",
      "ddl",
    ]);
  });

  it("is not the one that comes with the instance", () => {
    expect(refusals(starRocksUser, { ...inputs, name: "root" })).toEqual([
      "name: must not be root: the instance has that user already",
    ]);
  });

  it.each(["reporting_1", "1_gnitroper"])(
    "has another password than its name, forwards and backwards: %s",
    (password) => {
      expect(refusals(starRocksUser, { ...inputs, name: "reporting_1", password })).toContain(
        "password: must be neither the name nor the name backwards",
      );
    },
  );

  it("is told to see all databases, when it is created and when it begins to", () => {
    const all = ["The user may use all databases of the instance (*)."];
    const notices = (live: string[], wanted: string[]) =>
      diff(starRocksUser as unknown as Definition, { ...inputs, databases: live }, { ...inputs, databases: wanted })
        .notices;

    expect([starRocksUser.notice?.({ databases: ["*"] })]).toEqual(all);
    expect(notices(["orders"], ["*"])).toEqual(all);
    expect([...notices(["*"], ["orders"]), ...notices(["*"], ["*", "orders"])]).toEqual([]);
    expect(starRocksUser.notice?.(inputs)).toBeUndefined();
  });

  it("does not differ because of the order of its databases", () => {
    const live = { ...inputs, databases: ["default", "orders"] };

    expect(diff(starRocksUser as unknown as Definition, live, inputs).changes).toBe(false);
  });

  it("is created with all that the program says of it", async () => {
    const { cloud, sent } = recordingCloud({ createStarRocksDatabaseUser: success });
    const made: unknown[] = [];

    await starRocksUser.create({ cloud, inputs, created: (...told) => void made.push(told) });

    const body = {
      user_name: "reporting",
      password: "StarRocks-1357",
      databases: ["orders", "default"],
      dml: 1,
      ddl: 1,
    };
    expect(sent).toEqual([{ operation: "createStarRocksDatabaseUser", args: { instance_id: "s", body } }]);
    expect(made).toEqual([[id, { password: "StarRocks-1357" }]]);
  });

  it("does not exist when the cloud answers that it has failed", async () => {
    const { cloud } = recordingCloud({ createStarRocksDatabaseUser: { result: "FAILED" } });
    const made: string[] = [];

    await expect(starRocksUser.create({ cloud, inputs, created: (own) => void made.push(own) })).rejects.toThrow(
      "createStarRocksDatabaseUser failed: its result is FAILED.",
    );
    expect(made).toEqual([]);
  });

  it.each([
    ["databases", { databases: ["*"] }],
    ["data_bases", { data_bases: ["*"] }],
  ])("is read with its %s, in clean types", async (_, databases) => {
    const { cloud } = recordingCloud({ starRocksUsers: { user_name: "reporting", ...databases, dml: "3", ddl: "0" } });

    expect(await starRocksUser.read({ cloud, id })).toEqual({
      starRocksInstanceId: "i/s",
      name: "reporting",
      databases: ["*"],
      dml: 3,
      ddl: false,
    });
  });

  it("is gone when the list does not have it, or when its instance is gone", async () => {
    const users = refusal("DBS.200044");

    expect(await starRocksUser.read({ cloud: recordingCloud().cloud, id })).toBeUndefined();
    expect(await starRocksUser.find({ cloud: recordingCloud().cloud, inputs })).toEqual([]);
    expect(await starRocksUser.read({ cloud: recordingCloud({ starRocksUsers: users }).cloud, id })).toBeUndefined();
    const there = recordingCloud({ starRocksUsers: users, "htapInstances.list": [{ id: "s" }] });
    await expect(starRocksUser.read({ cloud: there.cloud, id })).rejects.toThrow("DBS.200044");
  });

  it("may be what has its name", async () => {
    const { cloud } = recordingCloud({ starRocksUsers: { user_name: "reporting" } });

    expect(await starRocksUser.find({ cloud, inputs })).toEqual([id]);
  });

  it("sends all permissions when one of them changes", async () => {
    const { cloud, sent } = recordingCloud({ updateStarRocksDatabaseUserPermission: success });
    const { databases, dml } = inputs;
    const settled = { databases, dml, ddl: false };

    await starRocksUser.aspects[1].update({
      cloud,
      id,
      inputs: settled,
      live: inputs,
      changes: { ddl: false },
      state: {},
    });

    const body = { user_name: "reporting", databases: ["orders", "default"], dml: 1, ddl: 0 };
    expect(sent).toEqual([{ operation: "updateStarRocksDatabaseUserPermission", args: { instance_id: "s", body } }]);
  });

  it("gets another password", async () => {
    const { cloud, bodies } = recordingCloud({ updateStarRocksDatabaseUserPassword: success });
    const change = { password: "StarRocks-2468" };

    await starRocksUser.aspects[0].update({ cloud, id, inputs: change, live: inputs, changes: change, state: {} });

    expect(bodies()).toEqual([{ user_name: "reporting", password: "StarRocks-2468" }]);
  });

  it("is deleted by its name", async () => {
    const { cloud, sent } = recordingCloud({
      starRocksUsers: { user_name: "reporting" },
      deleteStarRocksDatabaseUser: success,
    });

    await starRocksUser.delete({ cloud, id, state: {} });

    const args = { instance_id: "s", user_name: "reporting" };
    expect(sent).toEqual([{ operation: "deleteStarRocksDatabaseUser", args }]);
  });

  it("is not deleted when it is gone, nor when its instance is", async () => {
    const gone = recordingCloud();
    const going = recordingCloud({
      starRocksUsers: { user_name: "reporting" },
      deleteStarRocksDatabaseUser: refusal("DBS.200044"),
    });

    await starRocksUser.delete({ cloud: gone.cloud, id, state: {} });
    await starRocksUser.delete({ cloud: going.cloud, id, state: {} });

    expect(gone.sent).toEqual([]);
    expect(going.sent).toHaveLength(1);
  });
});
