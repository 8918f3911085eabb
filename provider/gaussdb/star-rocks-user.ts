import { z } from "zod";
import { childId } from "../runtime/child-id.ts";
import { fallback, secret, unordered, writeOnly } from "../runtime/traits.ts";
import { aspect, type GaussDb, resource, type StarRocksUser } from "./gaussdb.ts";
import { htapInstanceId, htapPartsOf, unlessGone } from "./htap.ts";
import { htapPassword, htapUserName, reach } from "./htap-user.ts";
import { requireSuccess } from "./outcome.ts";
import { setPassword } from "./star-rocks-user/password.ts";
import { notTheName } from "./strong-password.ts";

const password = aspect({
  inputs: {
    password: secret(writeOnly(htapPassword)).describe(
      "Password: 8 to 32 characters, three of upper case, lower case, digits and the special characters " +
        "`~!@#%^*-_=+?,`; neither the name nor the name backwards (4.15.21). The cloud never tells it, so a change by hand " +
        "is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    const { htapId: starRocksId, ownId: name } = htapPartsOf(id);
    await setPassword(cloud, { starRocksId, name, password });
  },
});

const permission = aspect({
  inputs: {
    databases: unordered(z.array(z.string().min(1)).min(1)).describe(
      "Databases that the user may use; `*` is all of them. Order does not matter.",
    ),
    dml: fallback(z.literal([0, 1, 2, 3]), 2)
      .optional()
      .describe(
        "What the user may do with data: 0 read and write, 1 read, 2 read and change settings, 3 read, write and change " +
          "settings (4.15.21). Default 2.",
      ),
    ddl: fallback(z.boolean(), false)
      .optional()
      .describe("Whether the user may create, alter and drop. Default false."),
  },
  notice: ({ inputs, live }) => reach(inputs.databases, live.databases),
  async update({ cloud, id, inputs: { databases, dml, ddl } }) {
    const { htapId: instance_id, ownId: user_name } = htapPartsOf(id);
    // Whether what is left out stays as it is, is not documented.
    const body = { user_name, databases, dml, ddl: ddlInWordsOfCloud(ddl) };
    requireSuccess(
      "updateStarRocksDatabaseUserPermission",
      await cloud.change("updateStarRocksDatabaseUserPermission", { instance_id, body }),
    );
  },
});

/** A user of a StarRocks instance (4.15.21). */
export const starRocksUser = resource({
  token: "gaussdb:StarRocksUser",
  noun: "StarRocks user",
  description:
    "A user of the databases of a StarRocks instance (4.15.20 to 4.15.24). Its id is " +
    "`<instance id>/<StarRocks instance id>/<name>`. The user `root` comes with the instance.",
  inputs: {
    starRocksInstanceId: htapInstanceId("StarRocksInstance"),
    name: htapUserName,
  },
  outputs: {},
  aspects: [password, permission],
  timeLimits: { create: 20, update: 20, delete: 20 },
  parent: { token: "gaussdb:StarRocksInstance", input: "starRocksInstanceId" },
  rules: [notTheName],
  notice: ({ databases }) => reach(databases),

  async create({ cloud, inputs: { starRocksInstanceId, name, password, databases, dml, ddl }, created }) {
    const id = childId(starRocksInstanceId, name);
    const body = { user_name: name, password, databases, dml, ddl: ddlInWordsOfCloud(ddl) };
    const answer = await cloud.change("createStarRocksDatabaseUser", { instance_id: htapPartsOf(id).htapId, body });
    requireSuccess("createStarRocksDatabaseUser", answer);
    created(id, { password });
  },
  async find({ cloud, inputs: { starRocksInstanceId, name } }) {
    const id = childId(starRocksInstanceId, name);
    return (await userOf(cloud, id)) === undefined ? [] : [id];
  },
  async read({ cloud, id }) {
    const user = await userOf(cloud, id);
    if (user === undefined) return undefined;
    const { htapInstanceId: starRocksInstanceId, ownId: name } = htapPartsOf(id);
    const { dml, ddl } = user;
    return {
      starRocksInstanceId,
      name,
      databases: databasesOf(user),
      dml: dml === undefined ? undefined : Number(dml),
      ddl: ddl === undefined ? undefined : Number(ddl) === 1,
    };
  },
  async delete({ cloud, id }) {
    const { htapInstanceId, htapId: instance_id, ownId: user_name } = htapPartsOf(id);
    if ((await userOf(cloud, id)) === undefined) return;
    const remove = () => cloud.change("deleteStarRocksDatabaseUser", { instance_id, user_name });
    requireSuccess("deleteStarRocksDatabaseUser", await unlessGone(cloud, htapInstanceId, remove));
  },
});

function userOf(cloud: GaussDb, id: string): Promise<StarRocksUser | undefined> {
  const { htapInstanceId, htapId, ownId } = htapPartsOf(id);
  return unlessGone(cloud, htapInstanceId, () => cloud.starRocksUsers(htapId).get(ownId));
}

/** The table of 4.15.20 calls the list `data_bases`, its example `databases`. */
function databasesOf(user: StarRocksUser & { readonly data_bases?: readonly string[] }): readonly string[] {
  return user.databases ?? user.data_bases ?? [];
}

function ddlInWordsOfCloud(ddl: boolean | undefined): 0 | 1 | undefined {
  return ddl === undefined ? undefined : ddl ? 1 : 0;
}
