import { cpus, loadavg, totalmem } from "node:os";

/** The machine in a line, and how busy it was: figures of a busy machine are worse. */
export function machine(): string {
  const [processor] = cpus();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  const [load = 0] = loadavg();
  return `${cpus().length} cores (${processor?.model ?? "unknown"}), ${memoryGb} GB of memory, Node ${process.versions.node}, load ${load.toFixed(1)} at the start`;
}
