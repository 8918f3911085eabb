import { page, text } from "./query.ts";
import type { Job } from "./store.ts";
import { parseTimestamp, secondsUntilWindow, timestamp } from "./times.ts";
import type { Handlers, World } from "./world.ts";

/** 4.13.3: the jobs that wait, or waited, for the maintenance window of their instance. */
export function scheduledJobHandlers(world: World): Handlers {
  return {
    listScheduledJobs: ({ query }) => {
      const [from, to] = [parseTimestamp(text(query.start_time) ?? ""), parseTimestamp(text(query.end_time) ?? "")];
      const jobs = [...world.store.jobs.values()]
        .filter((job) => job.delayed)
        .filter((job) => text(query.status) === undefined || job.status === text(query.status))
        .filter((job) => text(query.job_name) === undefined || job.name === text(query.job_name))
        .filter((job) => text(query.job_id) === undefined || job.id === text(query.job_id))
        .filter((job) => (from === undefined || job.created >= from) && (to === undefined || job.created <= to))
        .reverse();
      const schedules = page(jobs, query, 10).map((job) => listItem(world, job));
      return { status: 200, body: { schedules, total_count: jobs.length } };
    },
  };
}

function listItem({ store }: World, job: Job) {
  const instance = store.instances.get(job.instance_id);
  const wait = instance ? secondsUntilWindow(instance.maintenance_window, job.created) : 0;
  return {
    job_id: job.id,
    instance_id: job.instance_id,
    instance_name: job.instance_name,
    instance_status: instance?.status ?? "deleted",
    project_id: instance?.project_id ?? "",
    job_name: job.name,
    create_time: timestamp(job.created),
    start_time: timestamp(job.created + wait * 1000),
    ...(job.ended === null ? {} : { end_time: timestamp(job.ended) }),
    job_status: job.status,
    datastore_type: "gaussdb-mysql",
    target_config: instance ? { flavor: instance.flavor_ref } : {},
  };
}
