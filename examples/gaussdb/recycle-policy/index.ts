import { gaussdb } from "pulumi-clickhouse-gaussdb";

// It holds for all instances of the project in the region, so one stack has it. Taking it out of the program changes
// nothing: the API cannot turn it off.
const policy = new gaussdb.RecyclePolicy("bin", { retentionPeriodInDays: 7 });

export const daysInBin = policy.retentionPeriodInDays;
