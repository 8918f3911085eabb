import type { Answer, Call } from "../../cloud.ts";
import { page, text } from "../query.ts";
import type { World } from "../world.ts";
import { htapInstanceOf, htapReplicationsOf, missingForReplications } from "./lookup.ts";
import type { HtapEngine } from "./store.ts";

/** Databases of the engines themselves. */
const systemDatabases = ["INFORMATION_SCHEMA", "default", "information_schema", "system"];

/** The databases of an instance: those of the system, and what is synchronized. */
export function listHtapDatabases(world: World, engine: HtapEngine) {
  return (call: Call): Answer => {
    const htap = htapInstanceOf(world, call, engine, missingForReplications);
    const part = text(call.query.database_name) ?? "";
    const copies = htapReplicationsOf(world, htap).filter(({ started }) => started);
    const all = [...systemDatabases, ...copies.map(({ target_database }) => target_database)].filter((name) =>
      name.includes(part),
    );
    const databases = page(all, call.query, 10);
    // Only StarRocks tells when that was, in seconds.
    const time = engine === "star-rocks" ? { timestamp: Math.floor(world.clock.now() / 1000) } : {};
    return { status: 200, body: { databases, total_count: all.length, ...time } };
  };
}
