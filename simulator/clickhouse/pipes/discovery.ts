import { refuse, success } from "../envelope.ts";
import { runningServiceOf } from "../lookup.ts";
import type { Json, SourceKind } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { requireCredentials } from "./credentials.ts";
import { kindsOf } from "./kinds.ts";

/** What the samples of every source hold. */
const fields = [
  { name: "id", type: "Int64", optional: false },
  { name: "customer", type: "String", optional: true },
  { name: "amount", type: "Float64" },
];

export function discoveryHandlers(world: World): Handlers {
  return {
    discoverClickPipeSchema: (call) => {
      const service = runningServiceOf(world, call);
      const { source = {} } = call.body as { source?: Json };
      const [kind, ...others] = kindsOf(source);
      if (kind === undefined || others.length > 0) return refuse("BAD_REQUEST", "source must have exactly one kind");
      const given = source[kind] as Json;
      requireCredentials(kind, given, service);
      return success(world, { fields, meta: metaOf(kind, given) });
    },
  };
}

function metaOf(kind: SourceKind, { topics, streamName }: Json) {
  return kind === "kafka" ? { topic: topics } : { stream: streamName };
}
