import type { AddressInfo } from "node:net";
import { newClouds, type SimulatedClouds, type SimulatorOptions } from "./clouds.ts";
import { newServer } from "./server.ts";

export type { SimulatorAdmin } from "./admin.ts";
export type { SimulatorOptions } from "./clouds.ts";
export { type Credentials, defaultCredentials } from "./credentials.ts";
export type { FaultOrder } from "./faults.ts";
export type { RequestRecord } from "./request-log.ts";

/** Both clouds at work on loopback. */
export interface Simulator extends Omit<SimulatedClouds, "reception">, AsyncDisposable {
  /** For example `http://127.0.0.1:43210`, the base address of both clouds. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts simulated ClickHouse Cloud and Huawei Cloud GaussDB(for MySQL), to try and test programs without an account.
 *
 * @example
 * await using simulator = await startSimulator({ speed: 600 });
 * process.env.CLICKHOUSE_API_URL = simulator.url;
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { reception, ...clouds } = newClouds(options);
  const server = newServer(reception);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  return { ...clouds, url: `http://127.0.0.1:${port}`, close, [Symbol.asyncDispose]: close };
}
