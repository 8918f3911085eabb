import type { Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { htapInstanceOf, missingInstance } from "../htap/lookup.ts";
import { htapNodesOf } from "../htap/records.ts";
import type { HtapInstance, HtapNode } from "../htap/store.ts";
import { refuse } from "../refusal.ts";
import { parseTimestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";

interface SlowLogBody {
  node_id: string;
  start_time: string;
  end_time: string;
  limit: number;
  line_num?: string;
  operate_type?: string;
  database?: string;
}

/** Every so many milliseconds one of these statements is slow on each node. */
const interval = 10 * 60_000;
const select = { type: "SELECT", statement: "SELECT sleep (3);", masked: "SELECT sleep (N);" };
const insert = { type: "INSERT", statement: "INSERT INTO t VALUES (7);", masked: "INSERT INTO t VALUES (N);" };
const database = "default";

/** 4.16.2 to 4.16.5. */
export function clickHouseLogHandlers(world: World): Handlers {
  const instanceOf = (call: Call) => htapInstanceOf(world, call, "click-house", missingInstance);
  return {
    listClickHouseLogNodes: (call) => {
      const node_list = htapNodesOf(instanceOf(call)).map(({ id, name, type }) => {
        return { node_id: id, node_name: name, role: type };
      });
      return { status: 200, body: { node_list } };
    },
    listClickHouseSlowLogs: (call) => {
      const htap = instanceOf(call);
      return { status: 200, body: { slow_log_list: slowLogs(world, htap, call.body as SlowLogBody) } };
    },
    updateClickHouseSlowLogMasking: (call) => {
      const { open_slow_log_switch: value } = call.body as { open_slow_log_switch: string };
      const htap = instanceOf(call);
      if (value !== "true" && value !== "false") refuse("DBS.05000044", "open_slow_log_switch");
      requireFree(htap);
      htap.slow_log_masking = value === "true";
      return { status: 200, body: maskingView(htap) };
    },
    getClickHouseSlowLogMasking: (call) => ({ status: 200, body: maskingView(instanceOf(call)) }),
  };
}

/** A switch as text. */
function maskingView({ slow_log_masking: on }: HtapInstance) {
  return { open_slow_log_switch: String(on) };
}

/** The first entries, or those after the line that was the last one of the page before. */
function slowLogs(world: World, htap: HtapInstance, body: SlowLogBody) {
  const node = htapNodesOf(htap).find(({ id }) => id === body.node_id) ?? refuse("DBS.212005");
  const [from, to] = [parseTimestamp(body.start_time), parseTimestamp(body.end_time)];
  if (from === undefined || to === undefined || to <= from) return refuse("DBS.05000044", "start_time, end_time");
  const first = Math.ceil(Math.max(from, node.created) / interval);
  const last = Math.floor(Math.min(to, world.clock.now()) / interval);
  const count = Math.max(0, last - first + 1);
  return Array.from({ length: count }, (_, index) => entry(htap, node, first + index))
    .filter(({ type }) => !body.operate_type || body.operate_type === "All" || type === body.operate_type)
    .filter((line) => !body.database || line.database === body.database)
    .filter(({ line_num }) => body.line_num === undefined || Number(line_num) > Number(body.line_num))
    .slice(0, body.limit);
}

function entry(htap: HtapInstance, node: HtapNode, ordinal: number) {
  const { type, statement, masked } = ordinal % 2 === 0 ? select : insert;
  const time = ordinal * interval;
  return {
    node_id: node.id,
    time: "3.000143s",
    lock_time: "0.000000s",
    // Texts in the document's example, numbers in its table.
    rows_sent: "1",
    rows_examined: "1",
    database,
    users: "root",
    query_sample: htap.slow_log_masking ? masked : statement,
    type,
    client_ip: "192.168.0.3",
    start_time: new Date(time).toISOString().replace("Z", "+00:00"),
    line_num: String(time),
    count: "1",
  };
}
