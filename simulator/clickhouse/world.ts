import type { CloudContext, Handler } from "../cloud.ts";

/** Handlers by operationId. */
export type Handlers = Record<string, Handler>;

/** What every part of the simulated cloud works on. */
export interface World extends CloudContext {}
