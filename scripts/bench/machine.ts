import { cpus, loadavg, totalmem } from "node:os";

/** The machine in a line. */
export function machine(): string {
  const [processor] = cpus();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} cores (${processor?.model ?? "unknown"}), ${memoryGb} GB of memory, Node ${process.versions.node}`;
}

/** How many processes are at work or wait for a core: figures of a busy machine are worse. */
export function load(): string {
  const [lastMinute = 0] = loadavg();
  return lastMinute.toFixed(1);
}
