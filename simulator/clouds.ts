import { newAdmin, type SimulatorAdmin } from "./admin.ts";
import { clickhouse } from "./clickhouse/index.ts";
import { newClock } from "./clock.ts";
import type { CloudContext } from "./cloud.ts";
import { type Credentials, defaultCredentials } from "./credentials.ts";
import { type Met, newFaults } from "./faults.ts";
import { gaussdb } from "./gaussdb/index.ts";
import { newIds } from "./ids.ts";
import { newOperator } from "./operator.ts";
import type { ReceptionParts } from "./reception.ts";
import { newRequestLog, type RequestRecord } from "./request-log.ts";

export interface SimulatorOptions {
  /** Default: one that the system chooses. The server listens on loopback only. */
  readonly port?: number;
  /** Simulated seconds per second; 0 lets time pass only by `admin.advance`. Default 60. */
  readonly speed?: number;
  /** Simulated time at the start. Default: now. */
  readonly start?: Date;
  /** ClickHouse Cloud's limit of 10 requests in 10 seconds (of the wall clock). Default false. */
  readonly rateLimit?: boolean;
  readonly credentials?: Credentials;
  /** File to which the request log is appended as NDJSON. Default: the environment variable `SIMULATOR_LOG`. */
  readonly log?: string;
  /** Makes the ids of objects the same in every run. */
  readonly seed?: string;
  /** Compares the simulator's own answers with the OpenAPI documents, too. Default false. */
  readonly checkAnswers?: boolean;
}

/** Both clouds, without a server in front of them. */
export interface SimulatedClouds {
  readonly credentials: Credentials;
  readonly admin: SimulatorAdmin;
  /** The requests that both clouds got so far. */
  requests(): RequestRecord[];
  /** What receives requests. */
  readonly reception: ReceptionParts;
}

export function newClouds(options: SimulatorOptions = {}): SimulatedClouds {
  const { speed = 60, rateLimit = false, credentials = defaultCredentials, checkAnswers = false } = options;
  const clock = newClock({ speed, start: options.start?.getTime() });
  const faults = newFaults();
  const log = newRequestLog((options.log ?? process.env.SIMULATOR_LOG) || undefined);
  let current: Met | undefined;
  const takeFault = () => current && faults.takeCloudFault(current);
  const context: CloudContext = { clock, ids: newIds(options.seed), credentials, rateLimit, takeFault };
  const clouds = { clickhouse: clickhouse(context), huawei: gaussdb(context) };
  const operators = {
    clickhouse: newOperator(clouds.clickhouse, { checkAnswers }),
    huawei: newOperator(clouds.huawei, { checkAnswers }),
  };
  const admin = newAdmin({ clouds, clock, faults, log });
  const onRequest = (met: Met) => {
    current = met;
  };
  const reception = { operators, admin, clock, faults, log, onRequest };
  return { credentials, admin, requests: () => log.records(), reception };
}
