import { partsOf } from "../runtime/child-id.ts";
import { detailOf } from "./click-house-instance/detail.ts";
import { htapInstanceId } from "./htap.ts";
import { once } from "./once.ts";
import { oneShot } from "./one-shot.ts";

/** A restart of a ClickHouse instance (4.16.18). */
export const clickHouseInstanceRestart = oneShot({
  token: "gaussdb:ClickHouseInstanceRestart",
  noun: "restart of the ClickHouse instance",
  description:
    "Restarts a ClickHouse instance (4.16.18) when it is created, and again when `triggers` change. Its id is that of the " +
    "instance, and deleting it does nothing.",
  inputs: {
    clickHouseInstanceId: htapInstanceId("ClickHouseInstance"),
  },
  notice: "The ClickHouse instance restarts: connections are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:ClickHouseInstance", input: "clickHouseInstanceId" },
  idOf: ({ clickHouseInstanceId }) => clickHouseInstanceId,
  async read({ cloud, id }) {
    return (await detailOf(cloud, id)) && { clickHouseInstanceId: id };
  },
  async run({ cloud, id }) {
    const { ownId } = partsOf(id);
    await once(cloud, ownId, {
      what: "restarting",
      usual: "1 to 3 min",
      job: /Restart|Reboot/i,
      begin: (cloud) => cloud.begin("restartClickHouseInstance", { instance_id: ownId }),
    });
  },
});
