import type { Call } from "../../cloud.ts";
import { startDeletion, startRestart } from "../htap/life-cycle.ts";
import { childOf, htapInstanceById, missingInstance } from "../htap/lookup.ts";
import { htapNodesOf } from "../htap/records.ts";
import type { HtapInstance } from "../htap/store.ts";
import { refuse } from "../refusal.ts";
import type { Job } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** 4.15.5 to 4.15.7. */
export function starRocksLifeCycleHandlers(world: World): Handlers {
  return {
    deleteStarRocksInstance: (call) => {
      const htap = childOf(world, call, "star-rocks", call.path.starrocks_instance_id ?? "");
      return workflow(startDeletion(world, htap));
    },
    restartStarRocksInstance: (call) => {
      const htap = instanceItself(world, call);
      return workflow(startRestart(world, htap, htapNodesOf(htap)));
    },
    restartStarRocksNode: (call) => {
      const htap = instanceItself(world, call);
      const id = call.path.starrocks_node_id ?? "";
      if (!/^[0-9a-zA-Z]{32}no\d\d$/.test(id)) refuse("DBS.280404");
      const node = htapNodesOf(htap).find((own) => own.id === id) ?? refuse("DBS.212005");
      return workflow(startRestart(world, htap, [node]));
    },
  };
}

/** Its id stands directly after `/instances/`, without that of the database instance. */
function instanceItself(world: World, call: Call): HtapInstance {
  const id = call.path.starrocks_instance_id ?? "";
  return htapInstanceById(world, call, { id, engine: "star-rocks", missing: missingInstance });
}

/** The document calls the job of these a workflow. */
function workflow({ id }: Job) {
  return { status: 200, body: { workflow_id: id } };
}
