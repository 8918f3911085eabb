import { expect, test } from "vitest";
import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import type { Declaration } from "./stack.ts";
import { jobRecordDeletion, scheduledJobCancellation, scheduledJobDeletion } from "./subjects/job-deletions.ts";
import { orders } from "./subjects/orders.ts";
import { newWorld, type World } from "./world.ts";

interface Job {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

const jobsOf = ({ clouds }: World) => clouds.admin.objects().huawei.jobs as Job[];
const restart: Declaration = {
  token: "gaussdb:InstanceRestart",
  name: "restart",
  args: ({ orders: made }) => ({ instanceId: made?.id, delay: true }),
};

test.each([
  ["cancelled", scheduledJobCancellation, ({ status }: Job) => status === "Pending"],
  ["deleted", scheduledJobDeletion, ({ status }: Job) => status === "Pending"],
  ["deleted from the records", jobRecordDeletion, ({ name }: Job) => name === "CreateGaussDBforMySQLInstance"],
])("a job of the cloud is %s", async (_, { token }, isMeant) => {
  using world = newWorld(token, { speed: 10 });
  const program = [orders, restart];
  expect((await world.time.pass(() => world.stack.up(program))).errors).toEqual([]);
  const meant = jobsOf(world).filter(isMeant);

  const [job] = meant;
  const deletion: Declaration = {
    token,
    name: "deletion",
    args: ({ orders: made }) => ({
      ...(token === scheduledJobDeletion.token ? { instanceId: made?.id } : {}),
      jobId: job?.id,
    }),
  };
  expect((await world.time.pass(() => world.stack.up([...program, deletion]))).errors).toEqual([]);

  expect(meant).toHaveLength(1);
  expect(jobsOf(world).filter(isMeant)).toEqual([]);
});

for (const subject of [scheduledJobCancellation, scheduledJobDeletion, jobRecordDeletion]) {
  describeLife(subject.token, subject);
  await describeFaults(subject.token, subject);
}
