import { createHash } from "node:crypto";
import { instanceOf } from "../lookup.ts";
import { page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import { parseTimestamp, timestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";
import { restorableRange } from "./restorable.ts";

const hourMs = 3600 * 1000;
const takesMs = 20 * 1000;

/** 4.4.10: an incremental backup an hour, since the oldest full one. */
export function incrementalBackupHandlers(world: World): Handlers {
  return {
    listIncrementalBackups: (call) => {
      const instance = instanceOf(world, call);
      const [from, to] = [text(call.query.begin_time), text(call.query.end_time)];
      if ((from === undefined) !== (to === undefined)) refuse("DBS.280216");
      const period = [parseTimestamp(from ?? ""), parseTimestamp(to ?? "")] as const;
      if (from !== undefined && !(Number(period[1]) > Number(period[0]))) refuse("DBS.280216");
      const [begin = 0, end = Number.POSITIVE_INFINITY] = period;
      const found = begins(world, instance).filter((time) => time >= begin && time <= end);
      const backups = page(found, call.query, 10).map((time) => view(instance, time));
      return { status: 200, body: { backups, total_count: found.length } };
    },
  };
}

/** The newest first. */
function begins(world: World, instance: Instance): number[] {
  const range = restorableRange(world, instance);
  if (!range) return [];
  const first = Math.ceil(range.start / hourMs);
  const last = Math.floor((range.end - takesMs) / hourMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (last - index) * hourMs);
}

function view(instance: Instance, begin: number) {
  return {
    id: `${createHash("md5").update(`${instance.id} ${begin}`).digest("hex")}br07`,
    name: `GaussDBforMySQL-${new Date(begin).toISOString().replace(/\D/g, "")}`,
    begin_time: timestamp(begin),
    end_time: timestamp(begin + takesMs),
    size: 0.109375,
    instance_id: instance.id,
  };
}
