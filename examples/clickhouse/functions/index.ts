import { clickhouse } from "pulumi-clickhouse-gaussdb";

// As a promise, before anything is made: what is there already decides what the program declares.
const { enableCoreDumps } = await clickhouse.getOrganization();
const running = await clickhouse.getServices({ tags: { team: "orders" } });

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
  enableCoreDumps: enableCoreDumps ?? true,
});

// As an output, of what the program makes: the first preview does not know it yet.
const privateLink = clickhouse.getPrivateEndpointConfigOutput({ serviceId: analytics.id });
const backups = clickhouse.getBackupsOutput({ serviceId: analytics.id });

export const servicesOfTheTeam = running.map(({ name }) => name);
export const endpointService = privateLink.apply(({ endpointServiceId }) => endpointServiceId);
export const finishedBackups = backups.apply((all) => all.filter(({ status }) => status === "done").length);
