import { instanceOf, projectOf } from "./lookup.ts";
import { refuse } from "./refusal.ts";
import type { Handlers, World } from "./world.ts";

/** What takes jobs out of the task center: 4.13.4 to 4.13.6. A job that waits is called off by it, one that runs stays. */
export function jobRecordHandlers(world: World): Handlers {
  const { jobs } = world.store;
  return {
    cancelScheduledJobs: (call) => {
      const { job_ids: ids } = call.body as { job_ids: string[] };
      projectOf(world, call);
      if (ids.length === 0) refuse("DBS.05000018");
      const waiting = ids.filter((id) => {
        const job = jobs.get(id);
        return job?.delayed && job.status === "Pending";
      });
      for (const id of waiting) jobs.delete(id);
      return { status: 200, body: { job_ids: [...new Set(waiting)] } };
    },
    deleteJobRecord: (call) => {
      projectOf(world, call);
      const job = jobs.get(call.path.job_id ?? "");
      if (!job || job.delayed) return refuse("DBS.200543");
      if (job.status === "Running") refuse("DBS.05000091", "the job is running");
      jobs.delete(job.id);
      return { status: 200, body: {} };
    },
    deleteScheduledJob: (call) => {
      const { job_id } = call.body as { job_id: string };
      const instance = instanceOf(world, call);
      const job = jobs.get(job_id);
      if (!job?.delayed || job.instance_id !== instance.id) return refuse("DBS.200543");
      if (job.status === "Running") refuse("DBS.05000091", "the job is running");
      jobs.delete(job.id);
      return { status: 200, body: { result: true } };
    },
  };
}
