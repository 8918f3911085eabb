import type { Clock } from "./clock.ts";
import type { CloudSimulation } from "./cloud.ts";
import type { FaultOrder, Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";

type CloudName = CloudSimulation["name"];

/** What an administrator of the simulated clouds can do; HTTP offers the same under `/admin`. */
export interface SimulatorAdmin {
  /** All objects, by cloud and kind. */
  objects(): Record<CloudName, Record<string, object[]>>;
  /** Changes an object as if somebody had done it by hand. @throws RangeError if it is not there */
  change(cloud: CloudName, kind: string, id: string, patch: Record<string, unknown>): void;
  /** Removes an object as if somebody had done it by hand. @throws RangeError if it is not there */
  remove(cloud: CloudName, kind: string, id: string): void;
  /** Orders a fault for requests to come. */
  inject(order: FaultOrder): void;
  clearFaults(): void;
  /** Lets so many simulated seconds pass at once. */
  advance(seconds: number): void;
  /** Empties both clouds, the request log and the faults on order. */
  reset(): void;
}

export interface AdminParts {
  readonly clouds: Readonly<Record<CloudName, CloudSimulation>>;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly log: RequestLog;
}

export function newAdmin({ clouds, clock, faults, log }: AdminParts): SimulatorAdmin {
  const cloudOf = (name: CloudName) => {
    if (!Object.hasOwn(clouds, name)) throw new RangeError(`There is no cloud ${name}`);
    clock.settle();
    return clouds[name];
  };
  return {
    objects: () => ({ clickhouse: cloudOf("clickhouse").objects(), huawei: cloudOf("huawei").objects() }),
    change: (cloud, kind, id, patch) => cloudOf(cloud).change(kind, id, patch),
    remove: (cloud, kind, id) => cloudOf(cloud).remove(kind, id),
    inject: (order) => faults.add(order),
    clearFaults: () => faults.clear(),
    advance: (seconds) => clock.advance(seconds),
    reset() {
      clock.clear();
      faults.clear();
      log.clear();
      for (const cloud of Object.values(clouds)) cloud.reset();
    },
  };
}
