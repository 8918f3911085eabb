import { describe, expect, it, vi } from "vitest";
import { clickHouseReplication } from "../../../provider/gaussdb/click-house-replication.ts";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const instanceId = "5a377c0073cd4264be308fd968e60312in07";
const htapId = "2cdec02d8c4a4c88aecae08684dd8076in16";
const clickHouseInstanceId = `${instanceId}/${htapId}`;
const id = `${clickHouseInstanceId}/shop`;
const everything = { replType: "black_list" as const, tables: [] };
const valid = { clickHouseInstanceId, sourceDatabase: "shop", tableReplConfig: everything };
const refused = (changes: object) => refusals(clickHouseReplication, { ...valid, ...changes });
const [tables] = clickHouseReplication.aspects;

/** The settings of a replication as the cloud tells them. */
const config = (changes: object = {}) => ({
  source_instance_id: instanceId,
  source_node_id: "primary",
  database_info: {
    db_config_check_results: [
      { param_name: "max_sync_threads", value: "2", check_result: "success" },
      { param_name: "enable_snapshots", value: "true", check_result: "success" },
    ],
  },
  table_infos: [{ table_name: "orders", table_config: "ORDER BY id", check_result: "success" }],
  table_repl_config: { repl_type: "black_list", tables: [] },
  is_tables_change: false,
  new_table_repl_config: { repl_type: null, tables: null },
  last_error_of_alter_table: null,
  ...changes,
});

const listed = { source_database: "shop", target_database: "shop", status: "normal", stage: "Incremental" };
const whiteList = (...tables: string[]) => ({ replType: "white_list" as const, tables });
const inWordsOfCloud = (...tables: string[]) => ({ repl_type: "white_list", tables });

describe("a ClickHouse replication", () => {
  it("is accepted for a whole database, for some tables, and with settings", () => {
    expect(refused({ tableReplConfig: undefined })).toEqual([]);
    expect(refused({ tableReplConfig: whiteList("orders") })).toEqual([]);
    expect(
      refused({
        sourceNodeId: "node",
        parameters: { max_sync_threads: 2, enable_snapshots: true, default_isolation_level: "QUERY_RAW" },
        tableConfigs: { orders: "order by id", customers: "PRIMARY KEY id", clicks: "TTL day + INTERVAL 1 MONTH" },
      }),
    ).toEqual([]);
  });

  it("is refused with a white list without tables, several tables in one text, and other clauses", () => {
    expect(refused({ tableReplConfig: whiteList() })).toEqual([
      "tableReplConfig.tables: must name at least one table with white_list",
    ]);
    expect(refused({ tableReplConfig: whiteList("orders,customers") })).toEqual([
      "tableReplConfig.tables[0]: must be one table, without a comma",
    ]);
    expect(refused({ tableConfigs: { orders: "ENGINE = Memory" } })).toEqual([
      "tableConfigs.orders: must begin with PARTITION BY, COLUMNS, ORDER BY, SAMPLE BY, PRIMARY KEY or TTL",
    ]);
  });

  it("has its settings checked before it is created, as that is how they reach it", async () => {
    const { cloud, sent } = recordingCloud({ createClickHouseReplication: { job_id: "job" } });
    const ids: string[] = [];
    const inputs = {
      ...valid,
      sourceNodeId: `${instanceId}/replica`,
      parameters: { max_sync_threads: 2, enable_snapshots: true },
      tableConfigs: { orders: "ORDER BY id" },
      tableReplConfig: whiteList("orders"),
    };

    await clickHouseReplication.create({ cloud, inputs, created: (id) => void ids.push(id) });

    const source = { source_instance_id: instanceId, source_node_id: "replica" };
    const settings = {
      ...source,
      source_database_name: "shop",
      db_configs: [
        { param_name: "max_sync_threads", value: "2" },
        { param_name: "enable_snapshots", value: "true" },
      ],
      table_repl_config: inWordsOfCloud("orders"),
    };
    const tables_configs = [{ table_name: "orders", table_config: "ORDER BY id" }];
    expect(ids).toEqual([id]);
    expect(sent.map(({ operation, args }) => [operation, args.instance_id, args.body])).toEqual([
      ["checkClickHouseReplicationDatabaseConfig", htapId, settings],
      ["checkClickHouseReplicationTableConfig", htapId, { ...settings, tables_configs }],
      ["createClickHouseReplication", htapId, { ...source, source_database: "shop" }],
    ]);
  });

  it("whose settings did not arrive as they were set says so once", async () => {
    const { cloud } = recordingCloud({ getClickHouseReplicationConfig: config() });
    const warn = vi.spyOn(cloud as GaussDb, "warn");
    const create = (settings: object) =>
      clickHouseReplication.create({ cloud, inputs: { ...valid, ...settings }, created: () => undefined });

    await create({ parameters: { max_sync_threads: 2, enable_snapshots: "TRUE", unknown: 1 } });
    await create({ tableConfigs: { orders: "order  by id", other: "TTL day" } });
    expect(warn).not.toHaveBeenCalled();

    await create({ parameters: { max_sync_threads: 1 }, tableConfigs: { orders: "ORDER BY day" } });
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      "The cloud tells other settings than the program: parameters.max_sync_threads is 2; tableConfigs.orders is ORDER BY id.",
    );
  });

  it("of a whole database needs no check of tables", async () => {
    const { cloud, sent } = recordingCloud();

    await clickHouseReplication.create({ cloud, inputs: valid, created: () => undefined });

    expect(sent.map(({ operation }) => operation)).toEqual([
      "checkClickHouseReplicationDatabaseConfig",
      "createClickHouseReplication",
    ]);
  });

  it("is not created with wrong parameters, and says which values are right", async () => {
    const { cloud, sent } = recordingCloud({
      checkClickHouseReplicationDatabaseConfig: {
        db_config_check_results: [
          { param_name: "max_sync_threads", value: "9", check_result: "fail" },
          { param_name: "enable_snapshots", value: "true", check_result: "success" },
          { param_name: "speed", value: "high", check_result: "fail" },
        ],
      },
      listClickHouseReplicationDatabaseParameters: {
        db_parameters: [{ param_name: "max_sync_threads", value_range: "1-2" }],
      },
    });
    const inputs = { ...valid, parameters: { max_sync_threads: 9, enable_snapshots: true, speed: "high" } };
    const ids: string[] = [];

    const creation = clickHouseReplication.create({ cloud, inputs, created: (id) => void ids.push(id) });

    await expect(creation).rejects.toThrow(
      "Nothing was created: the cloud refuses the settings. parameters.max_sync_threads: must be 1-2, got 9; " +
        "parameters.speed: there is no such parameter.",
    );
    expect([ids, sent.length]).toEqual([[], 1]);
  });

  it("is not created with wrong clauses, and says what the cloud says of them", async () => {
    const { cloud, sent } = recordingCloud({
      checkClickHouseReplicationTableConfig: {
        table_config_check_results: [
          { table_name: "orders", table_config: "ORDER BY id", check_result: "Check Override Table Failed" },
          { table_name: "customers", table_config: "ORDER BY id", check_result: "success" },
        ],
      },
    });
    const inputs = { ...valid, tableConfigs: { orders: "ORDER BY id", customers: "ORDER BY id" } };

    const creation = clickHouseReplication.create({ cloud, inputs, created: () => undefined });

    await expect(creation).rejects.toThrow("tableConfigs.orders: Check Override Table Failed.");
    expect(sent.map(({ operation }) => operation)).not.toContain("createClickHouseReplication");
  });

  it("is awaited until the copying begins, whatever the letter case of its stage", async () => {
    const stages = ["Wait", "wait", "Full", "never seen"];
    const { cloud } = recordingCloud({ clickHouseReplications: () => ({ ...listed, stage: stages.shift() }) });

    await clickHouseReplication.ready?.({ cloud, id, inputs: {} });

    expect(stages).toEqual(["never seen"]);
  });

  it("is read from the list and from its settings", async () => {
    const { cloud } = recordingCloud({ clickHouseReplications: listed, getClickHouseReplicationConfig: config() });

    expect(await clickHouseReplication.read({ cloud, id })).toEqual({
      clickHouseInstanceId,
      sourceNodeId: "primary",
      sourceDatabase: "shop",
      sourceInstanceId: instanceId,
      state: "running",
      normal: true,
      lastError: "",
    });
    expect(await tables.read?.({ cloud, id, recorded: {} })).toEqual({ tableReplConfig: everything });
  });

  it.each([
    [{ stage: "Wait" }, { state: "waiting", normal: true }],
    [
      { stage: "Full", status: "abnormal" },
      { state: "running", normal: false },
    ],
    [
      { stage: "failed", status: "Abnormal" },
      { state: "failed", normal: false },
    ],
  ])("says what it does and whether it works: %o", async (told, expected) => {
    const answers = { clickHouseReplications: { ...listed, ...told }, getClickHouseReplicationConfig: config() };

    expect(await clickHouseReplication.read({ cloud: recordingCloud(answers).cloud, id })).toMatchObject(expected);
  });

  it("is found by its database, also one whose name has a slash", async () => {
    const { cloud } = recordingCloud({
      clickHouseReplications: ({ id }: { id: string }) => (id === "a/b" ? listed : undefined),
    });

    expect(await clickHouseReplication.find({ cloud, inputs: { ...valid, sourceDatabase: "a/b" } })).toEqual([
      `${clickHouseInstanceId}/a%2Fb`,
    ]);
    expect(await clickHouseReplication.find({ cloud, inputs: valid })).toEqual([]);
  });

  it("whose copying has failed is made anew, one that is abnormal is told with its reason", async () => {
    const failed = recordingCloud({
      clickHouseReplications: { ...listed, stage: "Failed" },
      getClickHouseReplicationConfig: config(),
    });
    const state = await clickHouseReplication.read({ cloud: failed.cloud, id });

    expect(clickHouseReplication.ailment?.(state ?? {})).toMatchObject({ dead: true });
    expect(clickHouseReplication.ailment?.({ state: "running", normal: false, lastError: "no primary key" })).toEqual({
      text: "The replication is abnormal: no primary key.",
    });
    expect(clickHouseReplication.ailment?.({ state: "running", normal: false, lastError: "" })).toEqual({
      text: "The replication is abnormal: the cloud does not say why.",
    });
    expect(clickHouseReplication.ailment?.({ state: "running", normal: true, lastError: "" })).toBeUndefined();
  });

  it("is deleted by its database and awaited to be gone", async () => {
    const looks = [listed, listed, undefined];
    const { cloud, sent } = recordingCloud({ clickHouseReplications: () => looks.shift() });

    await clickHouseReplication.delete({ cloud, id, state: {} });

    expect(looks).toEqual([]);
    expect(sent).toEqual([
      { operation: "deleteClickHouseReplication", args: { instance_id: htapId, database_name: "shop" } },
    ]);
  });

  it("counts as deleted after a refusal only when the list does not have it any more", async () => {
    const refusal = new CloudError({
      operation: "deleteClickHouseReplication",
      summary: "the database is not synchronized",
      status: 400,
      code: "DBS.05000091",
    });
    const deletion = (...looks: unknown[]) => {
      const { cloud } = recordingCloud({
        clickHouseReplications: () => looks.shift(),
        deleteClickHouseReplication: () => {
          throw refusal;
        },
      });
      return clickHouseReplication.delete({ cloud, id, state: {} });
    };

    await expect(deletion(listed)).resolves.toBeUndefined();
    await expect(deletion(listed, listed)).rejects.toBe(refusal);
  });
});

describe("a change of the tables of a ClickHouse replication", () => {
  /** The cloud shows one answer after the other. */
  async function change(wanted: ReturnType<typeof whiteList>, ...answers: object[]) {
    const { cloud, sent } = recordingCloud({ getClickHouseReplicationConfig: () => config(answers.shift()) });
    const inputs = { tableReplConfig: wanted };
    const ended = await tables.update({ cloud, id, inputs, live: {}, changes: inputs, state: {} }).then(
      () => "done",
      (error: Error) => error.message,
    );
    return { ended, operations: sent.map(({ operation }) => operation), last: sent.at(-1)?.args, left: answers.length };
  }
  const before = { table_repl_config: inWordsOfCloud("orders") };
  const running = (...tables: string[]) => ({ ...before, new_table_repl_config: inWordsOfCloud(...tables) });
  const after = { table_repl_config: inWordsOfCloud("customers", "orders") };

  it("is sent as the cloud wants it, a text with the list in a text, and awaited", async () => {
    const { ended, operations, last, left } = await change(
      whiteList("orders", "customers"),
      before,
      running("orders", "customers"),
      after,
    );

    expect([ended, left]).toEqual(["done", 0]);
    expect(operations).toEqual(["updateClickHouseReplicationConfig"]);
    expect(last).toEqual({
      instance_id: htapId,
      body: {
        source_instance_id: instanceId,
        source_node_id: "primary",
        database: "shop",
        value: '{"white_list":"orders,customers"}',
      },
    });
  });

  it("that an interrupted run has begun is waited for and not sent again", async () => {
    const { ended, operations } = await change(
      whiteList("orders", "customers"),
      running("customers", "orders"),
      running("customers", "orders"),
      after,
    );

    expect([ended, operations]).toEqual(["done", []]);
  });

  it("stops a change to other tables first", async () => {
    const { ended, operations } = await change(whiteList("orders", "customers"), running("clicks"), after);

    expect([ended, operations]).toEqual([
      "done",
      ["stopClickHouseReplicationConfigUpdate", "updateClickHouseReplicationConfig"],
    ]);
  });

  it("stops a change to the same tables that has failed, and tries it again", async () => {
    const stuck = { ...running("orders", "customers"), last_error_of_alter_table: "no primary key" };

    const { ended, operations } = await change(whiteList("orders", "customers"), stuck, after);

    expect([ended, operations]).toEqual([
      "done",
      ["stopClickHouseReplicationConfigUpdate", "updateClickHouseReplicationConfig"],
    ]);
  });

  it("goes on when the one to be stopped has ended meanwhile, but not while it runs", async () => {
    const refusal = new CloudError({
      operation: "stopClickHouseReplicationConfigUpdate",
      summary: "no change runs",
      status: 400,
      code: "DBS.05000091",
    });
    const changed = (...answers: object[]) => {
      const { cloud, sent } = recordingCloud({
        getClickHouseReplicationConfig: () => config(answers.shift()),
        stopClickHouseReplicationConfigUpdate: () => {
          throw refusal;
        },
      });
      const inputs = { tableReplConfig: whiteList("orders", "customers") };
      const ended = tables.update({ cloud, id, inputs, live: {}, changes: inputs, state: {} });
      return ended.then(() => sent.map(({ operation }) => operation));
    };

    await expect(changed(running("clicks"), before, after)).resolves.toContain("updateClickHouseReplicationConfig");
    await expect(changed(running("clicks"), running("clicks"))).rejects.toBe(refusal);
  });

  it("fails with what the cloud says of it, but not with what it said of an earlier one", async () => {
    const error = { last_error_of_alter_table: "no primary key" };
    const wanted = whiteList("orders", "customers");

    const failed = await change(wanted, before, { ...running("orders", "customers"), ...error });
    const done = await change(wanted, before, { ...after, ...error });

    expect(failed.ended).toBe("The tables were not changed: no primary key");
    expect(done.ended).toBe("done");
  });

  it("says so when the replication is gone", async () => {
    const { cloud } = recordingCloud();
    const inputs = { tableReplConfig: whiteList("orders") };

    const changed = tables.update({ cloud, id, inputs, live: {}, changes: inputs, state: {} });

    await expect(changed).rejects.toThrow("The replication does not exist any more.");
  });
});
