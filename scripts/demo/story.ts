import type { Simulator } from "../../simulator/index.ts";
import type { Result, Stack } from "../../test/engine/engine.ts";
import { changesAskedFor, look } from "./clouds.ts";

/** One Pulumi command, with what comes before it and what it must have done. */
export interface Step {
  readonly title: string;
  /** What is about to happen, in a line. */
  readonly about: string;
  /** The stack's outputs are worth a look. */
  readonly outputs?: boolean;
  run(): Promise<Result>;
  /** What a person may rely on now, and whether it is so. */
  promises(result: Result): readonly (readonly [promise: string, kept: boolean])[];
}

export interface Stage {
  readonly simulator: Simulator;
  readonly stack: Stack;
}

const biggerFlavor = "gaussdb.mysql.2xlarge.x86.4";
const outOfStock = "The flavor is sold out in this zone";
const office = "203.0.113.0/24";

/** From nothing to a platform on two clouds and back, with the mishaps of a year in between. */
export function story(stage: Stage): readonly Step[] {
  return [...creation(stage), ...change(stage), refusal(stage), ...drift(stage), end(stage)];
}

function creation({ simulator, stack }: Stage): Step[] {
  return [
    {
      title: "pulumi preview",
      about: "What would be made? A preview of new resources asks no cloud.",
      run: () => stack.preview(),
      promises: ({ ok, changes }) => [
        ["8 resources and the stack itself would be created", ok && changes.create === 9],
        ["no cloud was asked anything", simulator.requests().length === 0],
      ],
    },
    {
      title: "pulumi up",
      about: "Make them, and return when all of them work, not when the clouds have said yes.",
      outputs: true,
      run: () => stack.up(),
      promises({ ok }) {
        const { services, pipes, instances, nodes, proxies } = look(simulator);
        return [
          ["Pulumi has succeeded", ok],
          ["GaussDB: an instance with 4 nodes and a proxy", instances.length === 1 && isWell(nodes, 4, "normal")],
          ["the proxy is active", isWell(proxies, 1, "ACTIVE")],
          ["ClickHouse: the service runs", services.length === 1 && services[0]?.state === "running"],
          ["the ClickPipe streams or loads its first snapshot", /Snapshot|Running/.test(String(pipes[0]?.state))],
        ];
      },
    },
    {
      title: "pulumi preview",
      about: "The same program again. Nothing has changed, so nothing may show as changed.",
      run: () => stack.preview({ expectNoChanges: true }),
      promises: ({ ok, changes }) => [["9 unchanged", ok && changes.same === 9]],
    },
  ];
}

function change({ simulator, stack }: Stage): Step[] {
  return [
    {
      title: "pulumi preview, of a changed program",
      about: "Twice the memory for the instance, a third read replica, the stream paused.",
      async run() {
        await stack.config({ ordersFlavor: biggerFlavor, readReplicas: "3", streamStopped: "true" });
        return stack.preview();
      },
      promises: ({ ok, changes, diagnostics }) => [
        ["1 to create, 3 to update, none to replace", ok && changes.create === 1 && changes.update === 3],
        ["a warning says what restarts and costs", diagnostics.some(({ message }) => /price changes/.test(message))],
      ],
    },
    {
      title: "pulumi up, and a job fails in the cloud",
      about: "The cloud accepts the resize, starts its job, and the job fails a few minutes later.",
      run() {
        simulator.admin.inject({
          operationId: "resizeInstanceFlavor",
          fault: { kind: "jobFails", reason: outOfStock },
        });
        return stack.up();
      },
      promises: ({ ok, diagnostics }) => [
        ["Pulumi has failed and given the cloud's reason", !ok && diagnostics.some(says(outOfStock))],
        ["nothing was lost: the instance is still there", look(simulator).instances.length === 1],
      ],
    },
    {
      title: "pulumi up, once more",
      about: "The job would succeed now. The update reads what is there and does what is left.",
      run: () => stack.up(),
      promises({ ok }) {
        const { nodes, pipes } = look(simulator);
        return [
          ["Pulumi has succeeded", ok],
          ["5 nodes, all of the bigger flavor", isWell(nodes, 5, "normal") && nodes.every(isBigger)],
          ["the stream is paused", pipes[0]?.state === "Paused"],
        ];
      },
    },
  ];
}

function refusal({ simulator, stack }: Stage): Step {
  let askedBefore = 0;
  return {
    title: "pulumi preview, of something dangerous",
    about: "The ClickHouse service in another region: it cannot move, so Pulumi would have to replace it.",
    async run() {
      askedBefore = changesAskedFor(simulator);
      await stack.config({ analyticsRegion: "us-east-1" });
      const result = await stack.preview();
      await stack.config({ analyticsRegion: "eu-west-1" });
      return result;
    },
    promises: ({ ok, diagnostics }) => [
      ["refused at preview, because the service is protected", !ok && diagnostics.some(says("marked for protection"))],
      ["a warning says that its data would be lost", diagnostics.some(says("all its data lost"))],
      ["no cloud was asked for a change", changesAskedFor(simulator) === askedBefore],
    ],
  };
}

function drift({ simulator, stack }: Stage): Step[] {
  return [
    {
      title: "pulumi refresh, after changes by hand",
      about: "In the consoles, somebody opens ClickHouse to the world and moves the instance's maintenance window.",
      run() {
        const { services, instances } = look(simulator);
        const everybody = { ipAccessList: [{ source: "0.0.0.0/0", description: "just a test" }] };
        for (const { id } of services) simulator.admin.change("clickhouse", "services", id, everybody);
        for (const { id } of instances)
          simulator.admin.change("huawei", "instances", id, { maintenance_window: "02:00-06:00" });
        return stack.refresh();
      },
      promises: ({ ok, steps }) => [
        ["found at the service: ipAccessList", ok && steps.some(touches("analytics", "ipAccessList"))],
        ["found at the instance: maintenanceWindow", steps.some(touches("orders", "maintenanceWindow"))],
      ],
    },
    {
      title: "pulumi up, to heal",
      about: "The program says how it should be, so Pulumi puts it back.",
      run: () => stack.up(),
      promises({ ok, changes }) {
        const { services, instances } = look(simulator);
        const sources = services.flatMap((service) => service.ipAccessList as { source: string }[]);
        return [
          ["2 updated", ok && changes.update === 2],
          ["only the office may connect again", sources.length === 1 && sources[0]?.source === office],
          ["the maintenance window is back", instances[0]?.maintenance_window === "18:00-22:00"],
        ];
      },
    },
  ];
}

function end({ simulator, stack }: Stage): Step {
  return {
    title: "pulumi destroy",
    about:
      'First "pulumi state unprotect". The instance gets a last backup; replicas, proxy and pipe go with their hosts.',
    async run() {
      const { resources = [] } = (await stack.export()).deployment;
      for (const { urn, protect } of resources) if (protect) await stack.unprotect(urn);
      return stack.destroy();
    },
    promises({ ok }) {
      const { backups, ...others } = look(simulator);
      return [
        ["Pulumi has succeeded", ok],
        ["both clouds are empty", Object.values(others).every((objects) => objects.length === 0)],
        ["but for the final backup", isWell(backups, 1, "COMPLETED")],
      ];
    },
  };
}

type Item = Readonly<Record<string, unknown>>;

function isWell(items: readonly Item[], count: number, status: string): boolean {
  return items.length === count && items.every((item) => item.status === status);
}

const isBigger = (node: Item) => node.flavor_ref === biggerFlavor;
const says =
  (text: string) =>
  ({ message }: { readonly message: string }) =>
    message.includes(text);
const touches = (name: string, key: string) => (step: Result["steps"][number]) =>
  step.name === name && step.keys.some((path) => path.startsWith(key));
