import type { Answer, CloudFault } from "../cloud.ts";
import { durations } from "./durations.ts";
import type { HtapInstance } from "./htap/store.ts";
import { anyInstance } from "./lookup.ts";
import { page, text } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { Activity, Instance, Job } from "./store.ts";
import { parseTimestamp, secondsUntilWindow, timestamp } from "./times.ts";
import type { Handlers, World } from "./world.ts";

/** A change that goes on after its request was answered. */
export interface JobRequest {
  readonly name: string;
  /** Absent for a change of a parameter template. */
  readonly instance?: Instance | HtapInstance;
  /** How long it runs, in simulated seconds. */
  readonly seconds: number;
  /** What keeps the instance busy meanwhile; `""` lets other changes run beside it. */
  readonly activity: Activity;
  readonly orderId?: string;
  /** Wait for the maintenance window of the instance; the instance is not busy until then. */
  readonly delayed?: boolean;
  /** `state` is the one that an ordered fault wants for the object that the job makes. */
  finish?(state: string | undefined): void;
  /** An ordered fault may want that the first of several objects are made all the same. */
  fail?(made: number): void;
}

/** Starts a job. An ordered fault makes it fail, run for ever, or leave its object in another state. */
export function startJob(world: World, request: JobRequest): Job {
  const { name, instance, delayed = false, orderId = "" } = request;
  const job: Job = {
    id: world.newUuid(),
    name,
    created: world.clock.now(),
    instance_id: instance?.id ?? "",
    instance_name: instance?.name ?? "",
    order_id: orderId,
    delayed,
    locks: request.activity !== "",
    due: null,
    status: "Pending",
    ended: null,
    fail_reason: "",
  };
  world.store.jobs.set(job.id, job);
  failures.set(job, request.fail);
  const fault = world.takeFault();
  if (delayed && instance) {
    const wait = secondsUntilWindow(instance.maintenance_window, world.clock.now());
    world.clock.after(wait, () => run(world, job, request, fault));
    return job;
  }
  run(world, job, request, fault);
  return job;
}

/** Starts a job and answers with its id, as most changes do. */
export function answerWithJob(world: World, request: JobRequest, status = 200): Answer {
  return { status, body: { job_id: startJob(world, request).id } };
}

function run(world: World, job: Job, request: JobRequest, fault: CloudFault | undefined) {
  if (job.status !== "Pending" || world.store.jobs.get(job.id) !== job) return;
  job.status = "Running";
  if (request.instance && job.locks) request.instance.activity = request.activity;
  if (fault?.kind === "jobNeverEnds") return;
  job.due = world.clock.now() + request.seconds * 1000;
  world.clock.after(request.seconds, () => {
    if (world.store.jobs.get(job.id) !== job || job.status !== "Running") return;
    const gone = request.instance !== undefined && anyInstance(world, request.instance.id) !== request.instance;
    if (fault?.kind === "jobFails" || gone) {
      if (fault?.kind === "jobFails") failJob(world, job, fault);
      else failJob(world, job, { reason: "The DB instance does not exist." });
      return;
    }
    end(world, job, "Completed");
    request.finish?.(fault?.kind === "state" ? fault.state : undefined);
  });
}

/** What becomes of the objects of a job that fails. */
const failures = new WeakMap<Job, JobRequest["fail"]>();

/** Ends a job without success, having `made` so many of its objects; its instance is free again. */
export function failJob(world: World, job: Job, { reason, made = 0 }: { reason: string; made?: number }): void {
  job.fail_reason = reason;
  end(world, job, "Failed");
  failures.get(job)?.(made);
}

function end(world: World, job: Job, status: "Completed" | "Failed") {
  job.status = status;
  job.ended = world.clock.now();
  const instance = anyInstance(world, job.instance_id);
  if (!instance) return;
  instance.updated = job.ended;
  if (job.locks && !othersLock(world, job)) instance.activity = "";
}

function othersLock(world: World, job: Job) {
  return [...world.store.jobs.values()].some(
    (other) => other.locks && other.instance_id === job.instance_id && other.status === "Running",
  );
}

/** 4.13.1 and 4.13.2. */
export function jobHandlers(world: World): Handlers {
  return {
    getJob: ({ query }) => {
      const job = world.store.jobs.get(text(query.id) ?? "");
      const seconds = job ? (world.clock.now() - job.created) / 1000 : 0;
      const visible = seconds >= durations.jobInvisible && seconds <= durations.jobKept;
      return job && visible ? { status: 200, body: { job: jobDetail(world, job) } } : refuse("DBS.200543");
    },
    listImmediateJobs: ({ query }) => {
      const [from, to] = [parseTimestamp(text(query.start_time) ?? ""), parseTimestamp(text(query.end_time) ?? "")];
      const jobs = [...world.store.jobs.values()]
        .filter((job) => !job.delayed && job.instance_id !== "")
        .filter((job) => text(query.status) === undefined || job.status === text(query.status))
        .filter((job) => text(query.job_name) === undefined || job.name === text(query.job_name))
        .filter((job) => text(query.job_id) === undefined || job.id === text(query.job_id))
        .filter((job) => (from === undefined || job.created >= from) && (to === undefined || job.created <= to))
        .reverse();
      const found = page(jobs, query, 10).map((job) => jobListItem(world, job));
      return { status: 200, body: { jobs: found, total_count: jobs.length } };
    },
  };
}

function jobDetail(world: World, job: Job) {
  const instance = world.store.instances.get(job.instance_id);
  return {
    id: job.id,
    name: job.name,
    status: job.status,
    created: timestamp(job.created),
    ...(job.ended === null ? {} : { ended: timestamp(job.ended) }),
    process: progress(world, job),
    ...(job.instance_id !== "" && { instance: { id: job.instance_id, name: job.instance_name } }),
    entities: {
      ...(instance && {
        instance: {
          endpoint: `${instance.private_write_ip}:${instance.port}`,
          type: "Cluster",
          datastore: { type: "gaussdb-mysql", version: "8.0" },
        },
      }),
      resource_ids: job.instance_id === "" ? [] : [`${job.instance_id}.vm`, `${job.instance_id}.volume`],
    },
    ...(job.fail_reason === "" ? {} : { fail_reason: job.fail_reason }),
  };
}

function jobListItem(world: World, job: Job) {
  return {
    instance_id: job.instance_id,
    instance_name: job.instance_name,
    instance_status: anyInstance(world, job.instance_id)?.status ?? "deleted",
    job_id: job.id,
    order_id: job.order_id,
    job_name: job.name,
    status: job.status,
    process: progress(world, job),
    created_time: timestamp(job.created),
    ...(job.ended === null ? {} : { ended_time: timestamp(job.ended) }),
    fail_reason: job.fail_reason,
  };
}

function progress(world: World, { status, created, due }: Job) {
  if (status !== "Running") return "";
  if (due === null) return "99%";
  return `${Math.floor((100 * (world.clock.now() - created)) / (due - created + 1))}%`;
}
