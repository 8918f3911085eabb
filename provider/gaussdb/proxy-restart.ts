import { z } from "zod";
import { childId, ownIdOf, partsOf } from "../runtime/child-id.ts";
import { once } from "./once.ts";
import { oneShot } from "./one-shot.ts";
import { ownId } from "./own-id.ts";
import { pathOf, proxyOf } from "./proxy/proxy-of.ts";

/** A restart of a database proxy (4.7.24). */
export const proxyRestart = oneShot({
  token: "gaussdb:ProxyRestart",
  noun: "restart of the database proxy",
  description:
    "Restarts a database proxy (4.7.24) when it is created, and again when `triggers` change. Its id is `<instance " +
    "id>/<proxy id>`, and deleting it does nothing.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    proxyId: ownId.describe("Proxy: the `id` or `proxyId` of a `Proxy`."),
  },
  notice: "The proxy restarts: connections through it are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId, proxyId }) => childId(instanceId, ownIdOf(proxyId)),
  async read({ cloud, id }) {
    const { parentId: instanceId, ownId: proxyId } = partsOf(id);
    return (await proxyOf(cloud, id)) && { instanceId, proxyId };
  },
  async run({ cloud, id }) {
    await once(cloud, partsOf(id).parentId, {
      what: "restarting",
      usual: "1 to 3 min",
      job: /(Reboot|Restart).*Proxy/i,
      toOneOfSeveral: true,
      begin: (cloud) => cloud.begin("restartProxy", pathOf(id)),
    });
  },
});
