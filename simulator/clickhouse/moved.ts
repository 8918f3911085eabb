import { noSuchPage } from "../no-such-page.ts";
import type { Handlers } from "./world.ts";

/** Paths that the vendor's guide still names, and that have moved to a service: the API serves them no more. */
export const movedHandlers: Handlers = {
  getCdcScaling: () => noSuchPage,
  updateCdcScaling: () => noSuchPage,
};
