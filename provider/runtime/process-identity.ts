import { readFileSync } from "node:fs";

/** A process, told apart from a later one that was given the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the kernel's words; on Linux only. */
  readonly start?: string | undefined;
}

/** The process that has this id now. */
export function identityOf(pid: number): ProcessIdentity {
  const start = startOf(pid);
  return { pid, ...(start === undefined ? {} : { start }) };
}

/** Whether the process is still there. Without its start, a later process with the same id counts as well. */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  if (start !== undefined) return startOf(pid) === start;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Nothing for a process that has ended, even if nobody has asked for its exit code yet. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets, which may hold anything; the third is the state, the 22nd the start.
    const [state = "", ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return "ZX".includes(state) ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
