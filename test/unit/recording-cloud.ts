import type { JointWork } from "../../provider/http/together.ts";
import type { Wait } from "../../provider/http/waiting.ts";
import type { Definition } from "../../provider/runtime/resource.ts";
import { problems } from "../../provider/runtime/validate.ts";

type Args = Readonly<Record<string, unknown>>;
/** The answers to calls by operationId; a function is asked each time. */
type Answers = Readonly<Record<string, unknown>>;

/** A call that changes something, with all its arguments. */
export interface Sent {
  readonly operation: string;
  readonly args: Args;
}

/** A cloud that carries nothing out: it remembers the changes that it was asked for, and answers as it was told. */
export function recordingCloud(answers: Answers = {}) {
  const sent: Sent[] = [];
  const answer = (operation: string, args: Args) => {
    const known = answers[operation];
    return typeof known === "function" ? known(args) : known;
  };
  const change = async (operation: string, args: Args) => {
    sent.push({ operation, args: JSON.parse(JSON.stringify(args)) });
    return answer(operation, args) ?? {};
  };
  const items = (name: string) => ({
    get: async (id: string) => answer(name, { id }),
    list: async () => answer(`${name}.list`, {}) ?? [],
  });
  const cloud = {
    region: "ap-southeast-3",
    projectId: "0483b6b16e954cb88930a360d2c4e663",
    get: async (operation: string, args: Args) => answer(operation, args),
    begin: change,
    change,
    finished: async () => undefined,
    exclusively: (_: string, work: (held: unknown) => Promise<unknown>) => work(cloud),
    together: <In, Out>({ carryOut }: JointWork<unknown, In, Out>, place: string, input: In) =>
      new Promise<Out>((resolve, reject) => {
        carryOut([{ input, resolve, reject }], { place, cloud, lastLook: cloud }).catch(reject);
      }),
    warn: () => undefined,
    instances: items("instances"),
    instanceSummaries: items("instanceSummaries"),
    jobs: items("jobs"),
    parameterTemplates: items("parameterTemplates"),
    backups: items("backups"),
    services: items("services"),
    proxies: () => items("proxies"),
    databases: () => items("databases"),
    databaseUsers: () => items("databaseUsers"),
    enterpriseProjectQuotas: items("enterpriseProjectQuotas"),
    ltsConfigs: items("ltsConfigs"),
    htapInstances: () => items("htapInstances"),
    clickHouseUsers: () => items("clickHouseUsers"),
    clickHouseReplications: () => items("clickHouseReplications"),
    clickHouseLtsConfigs: items("clickHouseLtsConfigs"),
    starRocksUsers: () => items("starRocksUsers"),
    starRocksReplications: () => items("starRocksReplications"),
    privateEndpointConfigs: () => items("privateEndpointConfigs"),
    registeredEndpoints: items("registeredEndpoints"),
    reversePrivateEndpoints: () => items("reversePrivateEndpoints"),
    apiKeys: items("apiKeys"),
    async wait<T>({ look }: Wait<T>): Promise<T> {
      for (;;) {
        const seen = await look();
        if ("done" in seen) return seen.done;
      }
    },
  };
  return { cloud: cloud as never, sent, bodies: () => sent.map(({ args }) => args.body) };
}

/** What is wrong with the inputs of a new object, as the user reads it. */
export function refusals(definition: unknown, inputs: Args): string[] {
  return problems(definition as Definition<never>, inputs).map(({ path, message }) => `${path}: ${message}`);
}
