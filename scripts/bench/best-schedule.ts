/** Something that one call begins and that then takes its time. */
export interface Task {
  readonly name: string;
  /** The task that must be over before. */
  readonly after?: string;
  readonly seconds: number;
}

/** What keeps tasks from beginning. */
export interface Limits {
  /** So many calls in any window of this length. */
  readonly calls: number;
  readonly windowSeconds: number;
  /** So many tasks at a time. */
  readonly width: number;
}

/**
 * How long the tasks take when nothing but the calls that begin them is sent, and each end is noticed at once. Whoever can
 * begin first does; of several the one on which the longest work depends. No order ends sooner where all tasks of a kind
 * take equally long and all may run at a time; with fewer at a time this is a good one, if not the best.
 */
export function bestSchedule(tasks: readonly Task[], limits: Limits): number {
  const begins: number[] = [];
  const ends = new Map<string, number>();
  let left = [...tasks];
  while (left.length > 0) {
    const ready = left
      .filter(({ after }) => after === undefined || ends.has(after))
      .map((task) => ({ task, begin: beginOf(task, begins, ends, limits), ahead: ahead(task, tasks) }));
    const [next] = ready.sort((one, other) => one.begin - other.begin || other.ahead - one.ahead);
    if (!next) throw new Error(`Never to begin: ${left.map(({ name }) => name).join(", ")}`);
    begins.push(next.begin);
    ends.set(next.task.name, next.begin + next.task.seconds);
    left = left.filter((task) => task !== next.task);
  }
  return Math.max(0, ...ends.values());
}

/** Tasks are given their beginnings in order, so nothing that is given later begins before. */
function beginOf(
  { after }: Task,
  begins: readonly number[],
  ends: ReadonlyMap<string, number>,
  { calls, windowSeconds, width }: Limits,
): number {
  const allowed = (begins.at(-calls) ?? Number.NEGATIVE_INFINITY) + windowSeconds;
  const free = [...ends.values()].sort((one, other) => other - one)[width - 1] ?? 0;
  return Math.max(0, allowed, free, ends.get(after ?? "") ?? 0);
}

/** The longest work that begins with a task. */
function ahead(task: Task, tasks: readonly Task[]): number {
  const followers = tasks.filter(({ after }) => after === task.name);
  return task.seconds + Math.max(0, ...followers.map((follower) => ahead(follower, tasks)));
}
