/** What JSON can hold other values in: `objects` is a list of them, `list` a list of anything. */
export type Container = "object" | "objects" | "list";

/** How an operation is called. */
export interface OperationCall {
  readonly method: string;
  readonly path: string;
  /**
   * Sending it twice has the effect of sending it once, so it may be sent again when its answer was lost. False for
   * what creates, adds or removes by a number, restarts, or places an order.
   */
  readonly repeatable: boolean;
  /**
   * What a read answers, or which members of its answer hold what is asked for. An answer without that is not the API's:
   * it must never be taken for an empty list or a missing object.
   */
  readonly answer?: Container | Readonly<Record<string, Container>>;
}

export type OperationTable<Operations> = Readonly<Record<keyof Operations, OperationCall>>;
