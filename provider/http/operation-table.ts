/** How an operation is called. */
export interface OperationCall {
  readonly method: string;
  readonly path: string;
  /**
   * Sending it twice has the effect of sending it once, so it may be sent again when its answer was lost. False for
   * what creates, adds or removes by a number, restarts, or places an order.
   */
  readonly repeatable: boolean;
}
export type OperationTable<Operations> = Readonly<Record<keyof Operations, OperationCall>>;
