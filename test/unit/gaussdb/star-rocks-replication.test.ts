import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { starRocksReplication } from "../../../provider/gaussdb/star-rocks-replication.ts";
import { AnswerLost, CloudError } from "../../../provider/http/errors.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const inputs = {
  starRocksInstanceId: "i/s",
  taskName: "shop",
  sourceDatabase: "shop",
  targetDatabase: "shop_copy",
  sourceNodeId: "i/n",
  parameters: { max_rows_per_chunk: 1_000, snapshot_with_lock: true },
  tableReplConfig: { replType: "include_tables" as const, replScope: "part" as const, tables: ["orders"] },
  paused: false,
};
const id = "i/s/shop";
const inCloud = { source_database: "shop", target_database: "shop_copy", task_name: "shop", status: "Yes" };

type Answers = Readonly<Record<string, unknown>>;
type Task = Readonly<Record<string, unknown>>;

/** A task of which one look after the other sees this; the last one stays. `undefined`: it is not there. */
function seen(...looks: (Task | undefined)[]) {
  return () => {
    const look = looks.length > 1 ? looks.shift() : looks[0];
    return look && { ...inCloud, ...look };
  };
}

/** What the cloud answers to a creation of which the list shows this, one look after the other. */
const making = (...looks: (Task | undefined)[]): Answers => ({
  checkStarRocksReplicationDatabaseConfig: { task_name: "shop", source_db_config_check_results: [] },
  createStarRocksReplication: { job_id: "j" },
  starRocksReplications: seen(...looks),
});

async function create(answers: Answers) {
  const { cloud, sent } = recordingCloud(answers);
  const made: string[] = [];
  const ended = starRocksReplication.create({ cloud, inputs, created: (own) => void made.push(own) });
  const failure = await ended.then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { made, failure, sent, operations: sent.map(({ operation }) => operation) };
}

const refusal = (more: { code?: string; inDoubt?: true }) => () => {
  throw new CloudError({ operation: "replication", summary: "refused", status: 400, ...more });
};

// Each look takes a second.
beforeEach(() => {
  let now = 0;
  vi.spyOn(Date, "now").mockImplementation(() => {
    now += 1_000;
    return now;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the inputs of a StarRocks replication", () => {
  it("are accepted, also without what is optional", () => {
    const { starRocksInstanceId, sourceDatabase, targetDatabase } = inputs;

    expect(refusals(starRocksReplication, inputs)).toEqual([]);
    expect(refusals(starRocksReplication, { starRocksInstanceId, sourceDatabase, targetDatabase })).toEqual([]);
  });

  it("are refused with all that is wrong", () => {
    const wrong = {
      starRocksInstanceId: "s",
      taskName: "shop-1",
      sourceDatabase: "sh",
      targetDatabase: "a".repeat(129),
      tableReplConfig: { replType: "all", replScope: "part" },
    };

    expect(refusals(starRocksReplication, wrong).map((text) => text.replace(/:.*/s, ""))).toEqual([
      "starRocksInstanceId",
      "taskName",
      "sourceDatabase",
      "targetDatabase",
      "tableReplConfig.replType",
    ]);
  });

  it("do not differ by the order of the tables, nor by how a read replica is named", () => {
    const tables = { ...inputs.tableReplConfig, tables: ["customers", "orders"] };
    const live = { ...inputs, tableReplConfig: tables, sourceNodeId: "n" };
    const wanted = { ...inputs, tableReplConfig: { ...tables, tables: ["orders", "customers"] } };

    expect(diff(starRocksReplication as unknown as Definition, live, wanted).changes).toBe(false);
  });

  it("say that a pause lets StarRocks fall behind", () => {
    const paused = { ...inputs, paused: true };

    expect(diff(starRocksReplication as unknown as Definition, inputs, paused).notices).toEqual([
      "The replication pauses: StarRocks falls behind until it is resumed.",
    ]);
    expect(diff(starRocksReplication as unknown as Definition, paused, inputs).notices).toEqual([]);
  });
});

describe("the creation of a StarRocks replication", () => {
  it("has the check make the task and starts it when the cloud has looked at it", async () => {
    const waiting = { stage: "wait", status: "Wait" };

    const { made, sent, failure } = await create(
      making(undefined, waiting, { stage: "wait" }, { stage: "wait" }, { stage: "Full" }),
    );

    expect(failure).toBeUndefined();
    const source = { source_instance_id: "i", source_node_id: "n" };
    expect(sent).toEqual([
      {
        operation: "checkStarRocksReplicationDatabaseConfig",
        args: {
          instance_id: "s",
          body: {
            ...source,
            source_database_name: "shop",
            target_database_name: "shop_copy",
            task_name: "shop",
            db_configs: [
              { param_name: "max_rows_per_chunk", value: "1000" },
              { param_name: "snapshot_with_lock", value: "true" },
            ],
            table_repl_config: { repl_type: "include_tables", repl_scope: "part", tables: ["orders"] },
          },
        },
      },
      {
        operation: "createStarRocksReplication",
        args: {
          instance_id: "s",
          body: { ...source, source_database: "shop", target_database: "shop_copy", task_name: "shop" },
        },
      },
    ]);
    expect(new Set(made)).toEqual(new Set([id]));
  });

  it("starts a task that the check, as its name says, has not made", async () => {
    let started = false;
    const createStarRocksReplication = () => {
      started = true;
    };
    const starRocksReplications = () => (started ? { ...inCloud, stage: "full" } : undefined);

    const { made, operations, failure } = await create({
      ...making(undefined),
      createStarRocksReplication,
      starRocksReplications,
    });

    expect(failure).toBeUndefined();
    expect(operations).toEqual(["checkStarRocksReplicationDatabaseConfig", "createStarRocksReplication"]);
    expect(made).toEqual([id]);
  });

  it("makes nothing when a parameter is refused, and removes what the check has made", async () => {
    const source_db_config_check_results = [
      { param_name: "max_rows_per_chunk", value: "1000", check_result: "success" },
      { param_name: "snapshot_with_lock", value: "true", check_result: "failed" },
    ];
    const target_db_config_check_results = [{ param_name: "other", value: "0", check_result: "fail" }];
    const checked = { source_db_config_check_results, target_db_config_check_results };

    const { made, operations, failure } = await create({
      ...making({ stage: "wait" }, undefined),
      checkStarRocksReplicationDatabaseConfig: checked,
    });

    expect(failure).toContain("the cloud refuses the parameters snapshot_with_lock (true), other (0)");
    expect(operations).toEqual(["checkStarRocksReplicationDatabaseConfig", "deleteStarRocksReplication"]);
    expect(made).toEqual([]);
  });

  it("goes on when the check was sent twice and the second one found the task", async () => {
    const again = { checkStarRocksReplicationDatabaseConfig: refusal({ code: "DBS.05000091", inDoubt: true }) };

    expect(await create({ ...making({ stage: "full" }), ...again })).toMatchObject({ failure: undefined });
    expect(await create({ ...making(undefined), ...again })).toMatchObject({
      failure: expect.stringContaining("DBS.05000091"),
      made: [],
    });
  });

  it("fails when the check is refused", async () => {
    const { failure, made } = await create({
      ...making({ stage: "full" }),
      checkStarRocksReplicationDatabaseConfig: refusal({ code: "DBS.200826" }),
    });

    expect(failure).toContain("DBS.200826");
    expect(made).toEqual([]);
  });

  it("does not know whether there is a task when looking for it is refused", async () => {
    const starRocksReplications = refusal({ code: "APIGW.0302" });

    const { failure } = await create({ ...making(), starRocksReplications });

    expect(failure).toContain("what the change has made is not known");
  });

  it("has succeeded when the task runs, whatever became of the answer", async () => {
    const createStarRocksReplication = () => {
      throw new AnswerLost({ operation: "createStarRocksReplication", summary: "no answer" });
    };
    const waiting = { stage: "wait" };

    expect(await create({ ...making(waiting, { stage: "full" }), createStarRocksReplication })).toMatchObject({
      failure: undefined,
    });
    expect(await create({ ...making(waiting), createStarRocksReplication })).toMatchObject({
      failure: expect.stringContaining("no answer"),
      made: [id],
    });
  });

  it("fails with what the cloud says of a task that breaks down", async () => {
    const { failure, made } = await create({
      ...making({ stage: "wait" }, { stage: "wait", status: "No" }),
      getStarRocksReplicationConfiguration: { last_error_of_alter_table: "table orders has no key" },
    });

    expect(failure).toBe("The replication shop is abnormal: table orders has no key.");
    expect(made).toContain(id);
  });

  it("fails when the task goes while it starts", async () => {
    const { failure } = await create(making({ stage: "wait" }, undefined));

    expect(failure).toBe("The replication shop does not exist any more.");
  });

  it("finds what has the name of the task and was not cancelled", async () => {
    const find = (answers: Answers) => starRocksReplication.find({ cloud: recordingCloud(answers).cloud, inputs });

    expect(await find({ starRocksReplications: seen({ stage: "wait" }) })).toEqual([id]);
    expect(await find({ starRocksReplications: seen({ stage: "Cancelled" }) })).toEqual([]);
    expect(await find({})).toEqual([]);
  });
});

describe("a StarRocks replication that is there", () => {
  const read = (answers: Answers) => starRocksReplication.read({ cloud: recordingCloud(answers).cloud, id });
  const configuration = {
    source_instance_id: "i",
    source_node_id: "n",
    table_repl_config: { repl_type: "include_tables", repl_scope: "part", tables: ["orders"] },
    last_error_of_alter_table: "",
  };
  const [paused] = starRocksReplication.aspects;
  const pausedIn = (stage: string) =>
    paused.read?.({ cloud: recordingCloud({ starRocksReplications: seen({ stage }) }).cloud, id, recorded: {} });

  it("is read with its tables, but not with its parameters", async () => {
    const answers = {
      starRocksReplications: seen({ stage: "Incremental" }),
      getStarRocksReplicationConfiguration: configuration,
    };

    const { parameters, paused, ...told } = inputs;
    expect(await read(answers)).toEqual({
      ...told,
      sourceNodeId: "n",
      sourceInstanceId: "i",
      state: "running",
      normal: true,
      lastError: "",
    });
  });

  it("has no node when the primary is copied from", async () => {
    const answers = {
      starRocksReplications: seen({ stage: "full" }),
      getStarRocksReplicationConfiguration: { ...configuration, source_node_id: "", table_repl_config: {} },
    };

    expect(await read(answers)).toMatchObject({ sourceNodeId: undefined, tableReplConfig: undefined });
  });

  it("is gone without its task, its configuration or its instance", async () => {
    const there = { starRocksReplications: seen({ stage: "full" }) };
    const refused = { starRocksReplications: refusal({ code: "DBS.200022" }) };

    expect(await read({})).toBeUndefined();
    expect(await read(there)).toBeUndefined();
    expect(await read(refused)).toBeUndefined();
    await expect(read({ ...refused, "htapInstances.list": [{ id: "s" }] })).rejects.toThrow("DBS.200022");
  });

  it.each([
    ["full", false],
    ["Incremental", false],
    ["Paused", true],
    ["wait", null],
  ])("in the stage %s has paused: %s", async (stage, expected) => {
    expect(await pausedIn(stage)).toEqual({ paused: expected });
  });

  it("says that it is abnormal, and that one that never ran stays so", () => {
    const ailment = (state: object) => starRocksReplication.ailment?.({ state: "running", normal: true, ...state });

    expect(ailment({})).toBeUndefined();
    expect(ailment({ normal: false, lastError: "no key" })).toEqual({
      text: "The replication is abnormal: no key.",
      dead: false,
    });
    expect(ailment({ normal: false, state: "waiting" })).toMatchObject({ dead: true });
  });

  it.each([
    ["pauses", { paused: true }, { paused: false }, ["pauseStarRocksReplication"], ["full", "paused"]],
    ["is resumed", { paused: false }, { paused: true }, ["resumeStarRocksReplication"], ["paused", "incremental"]],
    ["is started if nobody has", { paused: false }, {}, ["createStarRocksReplication"], ["wait", "full"]],
    [
      "is started before it pauses",
      { paused: true },
      {},
      ["createStarRocksReplication", "pauseStarRocksReplication"],
      ["full", "paused"],
    ],
  ])("%s", async (_, wanted, live, operations, stages) => {
    const looks = stages.map((stage) => ({ stage }));
    const { cloud, sent } = recordingCloud({ starRocksReplications: seen(...looks) });

    await paused.update({ cloud, id, inputs: wanted, live, changes: wanted, state: inputs });

    expect(sent.map(({ operation }) => operation)).toEqual(operations);
  });

  it("may be abnormal while it pauses, but not when it runs again", async () => {
    const change = (wanted: { paused: boolean }, ...looks: Task[]) => {
      const { cloud } = recordingCloud({ starRocksReplications: seen(...looks) });
      const live = { paused: !wanted.paused };
      return paused.update({ cloud, id, inputs: wanted, live, changes: wanted, state: inputs });
    };
    const broken = { status: "No" };

    await change({ paused: true }, { stage: "full", ...broken }, { stage: "paused", ...broken });
    await change({ paused: false }, { stage: "paused", ...broken }, { stage: "full" });
    await expect(change({ paused: false }, { stage: "full", ...broken })).rejects.toThrow("is abnormal");
  });

  it("is ready when no job runs at its StarRocks instance", async () => {
    const jobs = [[{ instance_id: "s", job_name: "CreateStarRocksReplication" }], [{ instance_id: "another" }]];
    const { cloud } = recordingCloud({ "jobs.list": () => jobs.shift() });

    await starRocksReplication.ready?.({ cloud, id, inputs });

    expect(jobs).toEqual([]);
  });
});

describe("the deletion of a StarRocks replication", () => {
  const remove = async (answers: Answers) => {
    const { cloud, sent } = recordingCloud(answers);
    await starRocksReplication.delete({ cloud, id, state: {} });
    return sent;
  };

  it("ends when nothing of the task is left", async () => {
    const sent = await remove({
      starRocksReplications: seen({ stage: "full" }, { stage: "cancelled" }, { stage: "cancelled" }, undefined),
    });

    const args = { instance_id: "s", body: { task_name: "shop" } };
    expect(sent).toEqual([{ operation: "deleteStarRocksReplication", args }]);
  });

  it("is not asked for twice while it goes on", async () => {
    expect(await remove({ starRocksReplications: seen({ stage: "cancelled" }, undefined) })).toEqual([]);
  });

  it("is over before it begins when the task is gone", async () => {
    expect(await remove({})).toEqual([]);
  });

  it("believes a refusal with a general code only if the task is gone", async () => {
    const deleteStarRocksReplication = refusal({ code: "DBS.05000091" });
    const still = { stage: "full" };

    expect(await remove({ deleteStarRocksReplication, starRocksReplications: seen(still, undefined) })).toHaveLength(1);
    await expect(remove({ deleteStarRocksReplication, starRocksReplications: seen(still) })).rejects.toThrow(
      "DBS.05000091",
    );
  });
});
