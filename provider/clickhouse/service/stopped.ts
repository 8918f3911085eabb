import { z } from "zod";
import { fallback } from "../../runtime/traits.ts";
import { aspect } from "../clickhouse.ts";
import { settled } from "./state.ts";

export const stopped = aspect({
  inputs: {
    stopped: fallback(z.boolean(), false)
      .optional()
      .describe(
        "Whether the service is stopped: it answers nobody, costs only its storage, and never wakes by itself. Default false.",
      ),
  },
  notice: ({ inputs }) =>
    inputs.stopped ? "The service stops: clients lose their connections, and its ClickPipes cannot work." : undefined,
  async read({ cloud, id }) {
    const service = await cloud.services.get(id);
    return service && { stopped: ["stopping", "stopped"].includes(service.state ?? "") };
  },
  async update({ cloud, id, inputs: { stopped } }) {
    await cloud.change("updateServiceState", { serviceId: id, body: { command: stopped ? "stop" : "start" } });
    const reached = (state: string) => (state === "stopped") === stopped;
    await settled(cloud, id, stopped ? "stopping" : "starting", reached);
  },
});
