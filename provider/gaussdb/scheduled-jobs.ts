import type { Operations } from "./api.gen.ts";
import type { GaussDb } from "./gaussdb.ts";
import { pages } from "./pages.ts";

type Filter = Pick<Operations["listScheduledJobs"]["parameters"], "job_id" | "job_name">;

const page = 50;

/** The jobs that wait for a maintenance window (4.13.3). */
export function scheduledJobs(cloud: GaussDb, filter: Filter = {}) {
  return pages(page, async (offset) => {
    const asked = { ...filter, status: "Pending", limit: `${page}`, offset: `${offset}` } as const;
    return (await cloud.get("listScheduledJobs", asked))?.schedules ?? [];
  });
}
