import { partsOf } from "../runtime/child-id.ts";
import { htapInstanceId } from "./htap.ts";
import { once } from "./once.ts";
import { oneShot } from "./one-shot.ts";
import { atRest, starRocksOf } from "./star-rocks-instance/star-rocks-of.ts";

/** A restart of a StarRocks instance (4.15.6). */
export const starRocksInstanceRestart = oneShot({
  token: "gaussdb:StarRocksInstanceRestart",
  noun: "restart of the StarRocks instance",
  description:
    "Restarts a StarRocks instance with all its nodes (4.15.6) when it is created, and again when `triggers` change. " +
    "Deleting it does nothing.",
  inputs: { starRocksInstanceId: htapInstanceId("StarRocksInstance") },
  notice: "The StarRocks instance restarts: connections are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:StarRocksInstance", input: "starRocksInstanceId" },
  idOf: ({ starRocksInstanceId }) => starRocksInstanceId,
  async read({ cloud, id }) {
    return (await starRocksOf(cloud, id)) && { starRocksInstanceId: id };
  },
  async run({ cloud, id }) {
    const { ownId: starrocks_instance_id } = partsOf(id);
    await once(cloud, starrocks_instance_id, {
      what: "restarting",
      job: /(Restart|Reboot)(?!.*Node)/i,
      begin: (cloud) => cloud.begin("restartStarRocksInstance", { starrocks_instance_id }),
    });
    await atRest(cloud, id, "restarting");
  },
});
