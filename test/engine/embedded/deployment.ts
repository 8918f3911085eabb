import * as grpc from "@grpc/grpc-js";
import { createExecutor, type Executor } from "./executor.ts";
import { type Goal, goalOf, readGoalOf } from "./goal.ts";
import { GrpcError } from "./grpc-server.ts";
import type { MonitorActions } from "./monitor-service.ts";
import { createPlanner, type Planner } from "./planner.ts";
import { messageOf } from "./plugin-client.ts";
import { type Properties, redacted, secret } from "./property-values.ts";
import { dynamicPackage } from "./providers.ts";
import type { ResourceState } from "./resource-state.ts";
import { Bail, type Run, report } from "./run.ts";
import type { Settle, Step } from "./steps.ts";
import { isProviderType, makeUrn, packageOf, providerType, referenceOf, stackType } from "./urn.ts";

/** A value of the stack's configuration. */
export interface ConfigValue {
  readonly value: string;
  readonly secret: boolean;
}

type Named = Pick<Goal, "parent" | "type" | "name">;

/** Turns what a program registers into steps. */
export interface Deployment {
  readonly planner: Planner;
  readonly executor: Executor;
  readonly actions: Omit<MonitorActions, "finished">;
  /** Gives the stack its outputs: when all is over, because they may name what was not there before. */
  finalizeOutputs(errored: boolean): void;
}

export function createDeployment(run: Run, config: ReadonlyMap<string, ConfigValue>): Deployment {
  const executor = createExecutor(run);
  const planner = createPlanner(run);
  const goals = new Map<string, Goal>();
  const states = new Map<string, ResourceState>();
  let stackOutputs: { readonly urn: string; readonly outputs: Properties } | undefined;
  let line: Promise<unknown> = Promise.resolve();

  // As the engine does, one registration is checked and compared after the other, and a full executor holds up all.
  const inLine = <T>(task: () => Promise<T>): Promise<T> => {
    const result = line.then(task);
    line = result.catch(() => {});
    return result;
  };
  const unavailable = executor.stopped.then(() => {
    throw new GrpcError(grpc.status.UNAVAILABLE, "resource monitor shut down");
  });
  unavailable.catch(() => {});

  const enter = async (goal: Named, plan: (settle: Settle) => Promise<readonly Step[]>): Promise<ResourceState> => {
    const settled = Promise.withResolvers<ResourceState>();
    await Promise.race([inLine(() => begin(goal, () => plan(settled.resolve))), unavailable]);
    const state = await Promise.race([settled.promise, unavailable]);
    states.set(state.urn, state);
    return state;
  };
  const begin = async ({ parent, type, name }: Named, plan: () => Promise<readonly Step[]>): Promise<void> => {
    if (executor.isStopped) return;
    try {
      await executor.start(await plan());
    } catch (error) {
      if (!(error instanceof Bail)) {
        report(run, "error", messageOf(error), makeUrn(run.stack, run.project, parent, type, name));
      }
      executor.fail();
    }
  };
  const register = async (goal: Goal): Promise<ResourceState> => {
    const state = await enter(goal, (settle) => planner.plan(goal, settle));
    goals.set(state.urn, goal);
    return state;
  };
  const defaultProvider = once(async () => referenceOf(await register(defaultProviderGoal(config))));
  const providerOf = async (type: string, provider: string | undefined): Promise<string | undefined> => {
    if (provider || isProviderType(type)) return provider;
    if (packageOf(type) !== dynamicPackage) throw new Error(`the embedded engine has no plugin for ${type}`);
    return defaultProvider();
  };
  return {
    planner,
    executor,
    actions: {
      async register(request) {
        const goal = goalOf(request, goals.get(request.getParent()));
        const provider = goal.custom ? await providerOf(goal.type, goal.provider) : undefined;
        const { provider: _, ...rest } = goal;
        return register(provider ? { ...rest, provider } : goal.custom ? rest : goal);
      },
      async read(request) {
        const goal = readGoalOf(request);
        const provider = (await providerOf(goal.type, goal.provider)) ?? "";
        return enter(goal, (settle) => planner.planRead({ ...goal, provider }, settle));
      },
      async registerOutputs(urn, outputs) {
        const state = states.get(urn);
        if (!state) throw new Error(`cannot complete a resource '${urn}' whose registration isn't pending`);
        if (state.type === stackType) stackOutputs = { urn, outputs };
        else setOutputs(run, state, outputs);
      },
      registerHook: run.hooks.register,
      find: (urn) => states.get(urn),
    },
    finalizeOutputs(errored) {
      const state = stackOutputs && states.get(stackOutputs.urn);
      if (!state || !stackOutputs) return;
      // After a failure a missing output need not be one that the program has given up.
      setOutputs(run, state, errored ? { ...state.outputs, ...stackOutputs.outputs } : stackOutputs.outputs);
    },
  };
}

function setOutputs(run: Run, state: ResourceState, outputs: Properties): void {
  state.outputs = outputs;
  const shown = { id: "", inputs: redacted(state.inputs) as Properties, outputs: redacted(outputs) as Properties };
  run.emit({ resOutputsEvent: { metadata: { op: "same", urn: state.urn, type: state.type, new: shown } } });
}

/** The plugin of a package that no program configures: it gets the whole configuration of the stack. */
function defaultProviderGoal(config: ReadonlyMap<string, ConfigValue>): Goal {
  const entries = [...config].map(([key, { value, secret: isSecret }]) => [key, isSecret ? secret(value) : value]);
  return {
    type: providerType(dynamicPackage),
    name: "default",
    custom: true,
    inputs: Object.fromEntries(entries),
    dependencies: [],
    propertyDependencies: {},
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    hooks: {},
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
