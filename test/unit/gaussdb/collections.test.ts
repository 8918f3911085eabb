import { describe, expect, it } from "vitest";
import {
  databasesOf,
  databaseUsersOf,
  enterpriseProjectQuotasOf,
  ltsConfigsOf,
  type Reads,
} from "../../../provider/gaussdb/collections.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { newOperation } from "../http/fakes.ts";

type Asked = Readonly<Record<string, unknown>>;

const { operation } = newOperation();
const items = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const refusal = (code: string) => new CloudError({ operation: "list", summary: "no", status: 403, code });

/** A cloud with these answers by operation. */
function cloudWith(answers: Readonly<Record<string, (asked: Asked) => unknown>>) {
  const calls: Asked[] = [];
  const get = async (name: string, asked: Asked) => {
    calls.push({ name, ...asked });
    const answer = answers[name]?.(asked);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { reads: (() => ({ get })) as unknown as Reads, calls };
}

/** The page of a list that a request asks for. */
const pageOf = (list: readonly unknown[], { offset, limit }: Asked) =>
  list.slice(Number(offset), Number(offset) + Number(limit));

describe("what lives in an instance", () => {
  it("is listed page by page, to the end", async () => {
    const all = items(200, (index) => ({ name: `d${index}` }));
    const { reads, calls } = cloudWith({ listDatabases: (asked) => ({ databases: pageOf(all, asked) }) });

    expect(await databasesOf(reads, "i1").all(operation)).toEqual(all);
    expect(calls.map(({ offset, limit, instance_id }) => [offset, limit, instance_id])).toEqual([
      [0, 100, "i1"],
      [100, 100, "i1"],
      [200, 100, "i1"],
    ]);
  });

  it("is told by its name, a user by name and host", async () => {
    const { reads } = cloudWith({});

    expect(databasesOf(reads, "i1").idOf({ name: "shop" })).toBe("shop");
    expect(databaseUsersOf(reads, "i1").idOf({ name: "app", host: "10.0.0.1" })).toBe("app@10.0.0.1");
  });

  it("is gone with the instance, also where the cloud does not say which of them is gone", async () => {
    const gone = cloudWith({ listDatabases: () => undefined });
    const hidden = cloudWith({
      listDatabases: () => refusal("DBS.200044"),
      listInstances: () => ({ instances: [{ id: "i2" }] }),
    });

    expect(await databasesOf(gone.reads, "i1").all(operation)).toEqual([]);
    expect(await databasesOf(hidden.reads, "i1").all(operation)).toEqual([]);
  });

  it.each([
    ["the account may not see it", "DBS.200044"],
    ["the request is refused", "DBS.280001"],
  ])("is not gone because %s", async (_, code) => {
    const { reads } = cloudWith({
      listDatabaseUsers: () => refusal(code),
      listInstances: () => ({ instances: code === "DBS.200044" ? [{ id: "i1" }] : [] }),
    });

    await expect(databaseUsersOf(reads, "i1").all(operation)).rejects.toMatchObject({ code });
  });
});

describe("a list that cannot be read", () => {
  const notText = { text: "shop" } as never;

  it.each([
    ["databases", databasesOf, "listDatabases", { databases: [{ name: "stock" }, { name: notText }] }],
    ["databases", databasesOf, "listDatabases", { databases: [{ charset: "gbk" }] }],
    ["users", databaseUsersOf, "listDatabaseUsers", { users: [{ name: "app", host: notText }] }],
    ["users", databaseUsersOf, "listDatabaseUsers", { users: [{ host: "%" }] }],
  ])("says nothing of what is missing in it: %s", async (_, listOf, operationId, answer) => {
    const { reads } = cloudWith({ [operationId]: () => answer });

    await expect(listOf(reads, "i1").all(operation)).rejects.toThrow(
      `${operationId} failed: the answer cannot be read.`,
    );
  });

  it.each([
    { instance_lts_configs: [{ instance: { id: notText }, lts_configs: [] }] },
    { instance_lts_configs: [{ lts_configs: [] }] },
    { instance_lts_configs: [{ instance: { id: "i1" }, lts_configs: null }] },
    { instance_lts_configs: [{ instance: { id: "i1" }, lts_configs: [{ log_type: notText, enabled: true }] }] },
  ])("says nothing of what logs are not sent: %o", async (answer) => {
    const { reads } = cloudWith({ listLtsLogConfigs: () => answer });

    await expect(ltsConfigsOf(reads).one?.("i1", operation)).rejects.toThrow("the answer cannot be read");
    await expect(ltsConfigsOf(reads).all(operation)).rejects.toThrow("the answer cannot be read");
  });
});

describe("the log configurations of instances", () => {
  it("are listed for all of them, or asked for by the instance", async () => {
    const all = items(101, (index) => ({ instance: { id: `i${index}` }, lts_configs: [] }));
    const { reads, calls } = cloudWith({
      listLtsLogConfigs: (asked) => ({
        instance_lts_configs: asked.instance_id ? all.slice(0, 2) : pageOf(all, asked),
      }),
    });

    expect(await ltsConfigsOf(reads).all(operation)).toEqual(all);
    expect(await ltsConfigsOf(reads).one?.("i1", operation)).toBe(all[1]);
    expect(await ltsConfigsOf(reads).one?.("i2", operation)).toBeUndefined();
    expect(calls.slice(0, 3).map(({ name: _, ...asked }) => asked)).toEqual([
      { limit: "100", offset: "0" },
      { limit: "100", offset: "100" },
      { instance_id: "i1" },
    ]);
  });
});

describe("the quotas of enterprise projects", () => {
  it("are listed page by page, to the end", async () => {
    const all = items(150, (index) => ({ enterprise_project_id: `p${index}` }));
    const { reads } = cloudWith({ listEnterpriseProjectQuotas: (asked) => ({ quota_list: pageOf(all, asked) }) });

    expect(await enterpriseProjectQuotasOf(reads).all(operation)).toEqual(all);
  });
});
