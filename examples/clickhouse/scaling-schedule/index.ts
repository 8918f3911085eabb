import { clickhouse } from "pulumi-clickhouse-gaussdb";

// This size holds outside of the windows.
const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
  minReplicaMemoryGb: 16,
  maxReplicaMemoryGb: 64,
  numReplicas: 3,
});

// Support must enable scaling schedules, and horizontal scaling too.
new clickhouse.ScalingSchedule(
  "week",
  {
    serviceId: analytics.id,
    entries: [
      {
        name: "Working day",
        weekdays: [1, 2, 3, 4, 5],
        startHourUtc: 7,
        endHourUtc: 18,
        autoscalingMode: "horizontal",
        minReplicaMemoryGb: 32,
        maxReplicaMemoryGb: 32,
        minReplicas: 3,
        maxReplicas: 8,
        idleScaling: false,
      },
      // It ends on the next day.
      {
        name: "Load of the night",
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        startHourUtc: 22,
        endHourUtc: 2,
        minReplicaMemoryGb: 32,
        maxReplicaMemoryGb: 120,
        numReplicas: 3,
      },
    ],
  },
  { deletedWith: analytics },
);
