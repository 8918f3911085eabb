import type { Call } from "../../cloud.ts";
import { instanceOf, nodeOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseNode } from "../store.ts";
import { localTime, parseTimestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";

interface LogBody {
  node_id: string;
  start_time: string;
  end_time: string;
  limit: number;
  line_num?: string | number;
}

const minuteMs = 60_000;

const statements = [
  {
    type: "SELECT",
    sample: "select * from orders where customer = 'Smith'",
    masked: "select * from orders where customer = ?",
  },
  {
    type: "UPDATE",
    sample: "update orders set state = 3 where id = 17",
    masked: "update orders set state = ? where id = ?",
  },
  { type: "DELETE", sample: "delete from orders where id = 17", masked: "delete from orders where id = ?" },
] as const;

const messages = [
  { level: "NOTE", content: "[MY013508] [Repl] connected" },
  { level: "WARNING", content: "[MY013360] [Server] a plugin is deprecated" },
  { level: "ERROR", content: "[MY013508] [Repl] do failed: 1" },
] as const;

/** Details of the slow log and the error log of a node, which are read by POST and paged by line number: 4.8.3 and 4.8.4. */
export function logDetailHandlers(world: World): Handlers {
  return {
    listSlowLogDetails: (call) => {
      const { database, operate_type: type = "" } = call.body as { database?: string; operate_type?: string };
      const { slow_log_masking: masks } = instanceOf(world, call);
      const found = linesOf(world, call, 10 * minuteMs)
        .map(({ node, time, index }) => {
          const statement = statements[index % statements.length] ?? statements[0];
          return slowLogLine(node, { time, statement, masks });
        })
        .filter((line) => database === undefined || line.database === database)
        .filter((line) => type === "" || type === "ALL" || line.type === type);
      return { status: 200, body: { slow_log_list: found.slice(0, limitOf(call)) } };
    },
    listErrorLogDetails: (call) => {
      const { level = "ALL" } = call.body as { level?: string };
      const found = linesOf(world, call, 60 * minuteMs)
        .map(({ node, time, index }) => {
          const message = messages[index % messages.length] ?? messages[0];
          return { node_id: node.id, time: localTime(time), ...message, line_num: String(time) };
        })
        .filter((line) => level === "ALL" || line.level === level);
      return { status: 200, body: { error_log_list: found.slice(0, limitOf(call)) } };
    },
  };
}

/** A line at regular times since the node exists, the oldest first; those after the line number of the last page. */
function linesOf(world: World, call: Call, everyMs: number) {
  const { node_id, start_time, end_time, line_num } = call.body as LogBody;
  const node = nodeOf(world, instanceOf(world, call), node_id);
  const [start, end] = [parseTimestamp(start_time), parseTimestamp(end_time)];
  const now = world.clock.now();
  if (start === undefined || start >= now) return refuse("DBS.05000044", "start_time");
  if (end === undefined || end <= start || end >= now) return refuse("DBS.05000044", "end_time");
  const after = line_num === undefined ? 0 : Number(line_num);
  const count = Math.max(0, Math.floor((end - node.created) / everyMs));
  return Array.from({ length: count }, (_, index) => ({
    node,
    index,
    time: node.created + (index + 1) * everyMs,
  })).filter(({ time }) => time >= start && time > after);
}

function limitOf(call: Call) {
  const { limit } = call.body as LogBody;
  return limit > 0 ? limit : refuse("DBS.05000036");
}

function slowLogLine(
  node: DatabaseNode,
  { time, statement, masks }: { time: number; statement: (typeof statements)[number]; masks: boolean },
) {
  return {
    node_id: node.id,
    count: "1",
    time: "1.04899 s",
    lock_time: "0.00003 s",
    rows_sent: "0",
    rows_examined: "120000",
    database: "orders",
    users: "root",
    query_sample: masks ? statement.masked : statement.sample,
    type: statement.type,
    start_time: localTime(time),
    client_ip: "192.168.0.9",
    line_num: String(time),
  };
}
