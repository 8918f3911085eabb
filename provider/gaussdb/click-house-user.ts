import { z } from "zod";
import { childId } from "../runtime/child-id.ts";
import { fallback, secret, unordered, writeOnly } from "../runtime/traits.ts";
import { setPassword } from "./click-house-instance/password.ts";
import { aspect, type ClickHouseUser, type GaussDb, resource } from "./gaussdb.ts";
import { htapInstanceId, htapPartsOf, unlessGone } from "./htap.ts";
import { htapPassword, htapUserName, reach } from "./htap-user.ts";
import { requireSuccess } from "./outcome.ts";
import { notTheName } from "./strong-password.ts";

const password = aspect({
  inputs: {
    password: secret(writeOnly(htapPassword)).describe(
      "Password: 8 to 32 characters, three of upper case, lower case, digits and the special characters " +
        "`~!@#%^*-_=+?,`, neither the name nor the name backwards (4.16.19). The cloud never tells it, so a change by " +
        "hand is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    const { htapId: clickHouseId, ownId: name } = htapPartsOf(id);
    await setPassword(cloud, { clickHouseId, name, password });
  },
});

const permission = aspect({
  inputs: {
    databases: unordered(z.array(z.string().min(1)).min(1)).describe(
      "Databases that the user may use; `*` stands for all (4.16.19). All of them are managed. Order does not matter.",
    ),
    dml: fallback(z.literal([1, 2]), 2)
      .optional()
      .describe("What the user may do in them: 1 read, 2 read and set (4.16.19). Default 2."),
  },
  notice: ({ inputs, live }) => reach(inputs.databases, live.databases),
  async update({ cloud, id, inputs: { databases, dml } }) {
    const { htapId, ownId: name } = htapPartsOf(id);
    const body = { user_name: name, databases, dml: dml ?? 2 };
    requireSuccess(
      "updateClickHouseDatabaseUserPermission",
      await cloud.change("updateClickHouseDatabaseUserPermission", { instance_id: htapId, body }),
    );
  },
});

/** A database user of a ClickHouse instance (4.16.19 to 4.16.22). */
export const clickHouseUser = resource({
  token: "gaussdb:ClickHouseUser",
  noun: "ClickHouse user",
  description:
    "A database user of a ClickHouse instance (4.16.19). Its id is `<instance id>/<ClickHouse instance id>/<name>`.",
  inputs: {
    clickHouseInstanceId: htapInstanceId("ClickHouseInstance"),
    name: htapUserName,
  },
  outputs: {
    ddl: z.boolean().describe("Whether the user may define tables and the like. The cloud decides it (4.16.20)."),
  },
  aspects: [password, permission],
  timeLimits: { create: 10, update: 10, delete: 10 },
  parent: { token: "gaussdb:ClickHouseInstance", input: "clickHouseInstanceId" },
  rules: [notTheName],
  notice: ({ databases }) => reach(databases),

  async create({ cloud, inputs: { clickHouseInstanceId, name, password, databases, dml }, created }) {
    const id = childId(clickHouseInstanceId, name);
    const body = { user_name: name, password, databases, dml };
    const answer = await cloud.change("createClickHouseDatabaseUser", { instance_id: htapPartsOf(id).htapId, body });
    requireSuccess("createClickHouseDatabaseUser", answer);
    created(id, { password });
  },
  async find({ cloud, inputs: { clickHouseInstanceId, name } }) {
    const id = childId(clickHouseInstanceId, name);
    return (await userOf(cloud, id)) === undefined ? [] : [id];
  },
  async read({ cloud, id }) {
    const user = await userOf(cloud, id);
    if (user === undefined) return undefined;
    const { htapInstanceId, ownId: name } = htapPartsOf(id);
    const { databases, dml, ddl } = user;
    return { clickHouseInstanceId: htapInstanceId, name, databases, dml: numberIn(dml), ddl: numberIn(ddl) === 1 };
  },
  async delete({ cloud, id }) {
    const { htapInstanceId, htapId: instance_id, ownId: user_name } = htapPartsOf(id);
    if ((await userOf(cloud, id)) === undefined) return;
    const remove = () => cloud.change("deleteClickHouseDatabaseUser", { instance_id, user_name });
    requireSuccess("deleteClickHouseDatabaseUser", await unlessGone(cloud, htapInstanceId, remove));
  },
});

/** The user by its exact name: whether the list's filter would match a part of it is not said (4.16.20). */
function userOf(cloud: GaussDb, id: string): Promise<ClickHouseUser | undefined> {
  const { htapInstanceId, htapId, ownId: name } = htapPartsOf(id);
  return unlessGone(cloud, htapInstanceId, () => cloud.clickHouseUsers(htapId).get(name));
}

function numberIn(value: unknown): number | undefined {
  return value === undefined || value === null ? undefined : Number(value);
}
