import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

// What waits for a maintenance window: `gaussdb.getScheduledJobs({ status: "Pending" })` lists it. A job that does not wait
// any more is left alone.
new gaussdb.ScheduledJobCancellation("no-restart-today", {
  jobId: config.get("scheduledJob") ?? "56d3c1138dcf4f1da73b0170700c78d0",
});
