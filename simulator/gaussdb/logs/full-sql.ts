import { createHash } from "node:crypto";
import { instanceOf, nodeOf, nodesOf } from "../lookup.ts";
import { text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseNode, Instance } from "../store.ts";
import { parseTimestamp, timestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";

const hourMs = 3600 * 1000;

/** 4.8.5: a file an hour of each node, while full SQL is collected. */
export function fullSqlHandlers(world: World): Handlers {
  return {
    getFullSqlDownloadLinks: (call) => {
      const { query } = call;
      const instance = instanceOf(world, call);
      const now = world.clock.now();
      const [start, end] = [parseTimestamp(text(query.start_time) ?? ""), parseTimestamp(text(query.end_time) ?? "")];
      // The instance's time of creation is told in whole seconds.
      if (start === undefined || start < Math.floor(instance.created / 1000) * 1000) {
        return refuse("DBS.05000044", "start_time");
      }
      if (end === undefined || end < start || end > now) return refuse("DBS.05000044", "end_time");
      const wanted = text(query.node_id);
      const nodes = wanted === undefined ? nodesOf(world, instance) : [nodeOf(world, instance, wanted)];
      const after = text(query.last_file_name) ?? "";
      const files = (instance.full_sql ? hoursBetween(start, end) : [])
        .flatMap((hour) => nodes.map((node) => fileView(instance, { node, hour, now })))
        .filter(({ name }) => name > after)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, Number(text(query.limit) ?? 10));
      return { status: 200, body: { files } };
    },
  };
}

/** The full hours in a period. */
function hoursBetween(start: number, end: number): number[] {
  const first = Math.ceil(start / hourMs);
  return Array.from(
    { length: Math.max(0, Math.floor(end / hourMs) - first + 1) },
    (_, index) => (first + index) * hourMs,
  );
}

function fileView(instance: Instance, { node, hour, now }: { node: DatabaseNode; hour: number; now: number }) {
  const digits = new Date(hour).toISOString().replace(/\D/g, "").slice(0, 14);
  const own = createHash("md5").update(`${node.id} ${hour}`).digest("hex");
  const name = `${digits}_${instance.id}_${node.id}_SQLAudit_${own}`;
  return {
    name,
    size: 928,
    updated_time: timestamp(hour),
    download_link: `https://obs.${instance.region}.myhuaweicloud.com/full-sql/${name}`,
    link_expired_time: timestamp(now + 24 * hourMs),
  };
}
