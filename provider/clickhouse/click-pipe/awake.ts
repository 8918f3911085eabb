import { CloudError } from "../../http/errors.ts";
import type { ClickHouse } from "../clickhouse.ts";

/** States that a service leaves for `running` by itself or when it is woken. */
const onTheWay = ["running", "partially_running", "degraded", "provisioning", "starting", "awaking", "idle"];

/**
 * Does work that needs a running service. An idle service is woken and the work done again, once.
 *
 * @throws when the service is stopped: only its owner starts it
 */
export async function awake<T>(cloud: ClickHouse, serviceId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CloudError) || error.status !== 424) throw error;
    await wake(cloud, serviceId, error);
  }
  return work();
}

async function wake(cloud: ClickHouse, serviceId: string, refusal: CloudError): Promise<void> {
  const state = (await cloud.services.get(serviceId))?.state ?? "";
  if (!onTheWay.includes(state)) throw notRunning(serviceId, state, refusal);
  if (state === "idle") await cloud.change("updateServiceState", { serviceId, body: { command: "awake" } });
  await cloud.wait({
    what: "waking the service",
    usual: "1 min",
    async look() {
      const now = (await cloud.services.get(serviceId))?.state ?? "";
      if (!onTheWay.includes(now)) throw notRunning(serviceId, now, refusal);
      return now === "running" ? { done: undefined } : { now };
    },
  });
}

function notRunning(serviceId: string, state: string, { operation, requestId }: CloudError): Error {
  const request = requestId === undefined ? "" : `, request ${requestId}`;
  return new Error(
    `${operation} failed: the service ${serviceId} is ${state || "gone"} (424${request}). ClickPipes need a running ` +
      "service, and a stopped one is not started for them: start it, or set stopped: false at it.",
  );
}
