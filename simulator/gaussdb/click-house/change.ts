import type { Answer, Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { flavorStatus, flavorsOf } from "../htap/catalogue.ts";
import { jobName, startDeletion, startRestart } from "../htap/life-cycle.ts";
import { childOf, htapInstanceOf, missingInstance } from "../htap/lookup.ts";
import { htapNodesOf } from "../htap/records.ts";
import type { HtapInstance } from "../htap/store.ts";
import { answerWithJob, startJob } from "../jobs.ts";
import { refuse } from "../refusal.ts";
import type { Job } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** 4.16.15, 4.16.17, 4.16.18 and 4.16.28. */
export function changeClickHouseHandlers(world: World): Handlers {
  const instanceItself = (call: Call) => htapInstanceOf(world, call, "click-house", missingInstance);
  return {
    deleteClickHouseInstance: (call) => {
      const htap = childOf(world, call, "click-house", call.path.clickhouse_instance_id ?? "");
      return answerWith(startDeletion(world, htap));
    },
    extendClickHouseInstanceVolume: (call) => {
      const { size_in_gb: size } = call.body as { size_in_gb: number };
      const htap = instanceItself(call);
      if (htap.groups.some(({ capacity_in_gb }) => size < capacity_in_gb)) refuse("DBS.200306");
      requireFree(htap);
      return answerWithJob(world, {
        name: jobName("Enlarge", "click-house", "Volume"),
        instance: htap,
        seconds: durations.extendVolume,
        activity: "MODIFYING",
        finish: () => {
          for (const group of htap.groups) group.capacity_in_gb = size;
        },
      });
    },
    restartClickHouseInstance: (call) => {
      const htap = instanceItself(call);
      return answerWith(startRestart(world, htap, htapNodesOf(htap)));
    },
    resizeClickHouseInstanceFlavor: (call) => {
      const { flavor_ref: flavor, delay } = call.body as { flavor_ref: string; delay: boolean };
      const htap = instanceItself(call);
      checkFlavor(htap, flavor);
      requireFree(htap);
      const job = startJob(world, {
        name: jobName("Resize", "click-house", "Flavor"),
        instance: htap,
        seconds: durations.resizeFlavor,
        activity: "MODIFYING",
        delayed: delay,
        finish: () => {
          for (const group of htap.groups) group.flavor_id = flavor;
        },
      });
      // The one change whose job has this name in the answer.
      return { status: 200, body: { result: job.id } };
    },
  };
}

function answerWith({ id }: Job): Answer {
  return { status: 200, body: { job_id: id } };
}

function checkFlavor(htap: HtapInstance, id: string) {
  const flavor = flavorsOf("click-house").find((offered) => offered.id === id) ?? refuse("DBS.280434");
  const status = flavorStatus(flavor, htap.region);
  if (htapNodesOf(htap).some(({ az_code }) => status[az_code] !== "normal")) refuse("DBS.200054");
}
