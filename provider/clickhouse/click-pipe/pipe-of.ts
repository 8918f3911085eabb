import { partsOf } from "../../runtime/child-id.ts";
import type { ClickHouse, ClickPipeDetail } from "../clickhouse.ts";

/** A pipe and the connection to its cloud. */
export interface PipeAt {
  readonly cloud: ClickHouse;
  /** As Pulumi has it: `<service id>/<pipe id>`. */
  readonly id: string;
}

/** A pipe by the id that Pulumi has. */
export function pipeOf({ cloud, id }: PipeAt): Promise<ClickPipeDetail | undefined> {
  const { serviceId, clickPipeId } = pathOf(id);
  return cloud.clickPipes(serviceId).get(clickPipeId);
}

/** The path parameters of a pipe's operations. */
export function pathOf(id: string): { serviceId: string; clickPipeId: string } {
  const { parentId, ownId } = partsOf(id);
  return { serviceId: parentId, clickPipeId: ownId };
}
