import { vi } from "vitest";
import type { RequestRecord, Simulator } from "../../simulator/index.ts";

type Props = Record<string, unknown>;

/** An object as Pulumi's state keeps it. */
export interface Made {
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
}

/** A kind of object as Pulumi's engine uses it: every change is checked first. */
export interface Kind {
  create(name: string, args: Props): Promise<Made>;
  preview(made: Made, args: Props): Promise<{ changes?: boolean; replaces?: string[] }>;
  update(made: Made, args: Props): Promise<Made>;
  refresh(made: Made): Promise<Made>;
  delete(made: Made): Promise<void>;
}

/** One run of Pulumi: as in a plugin process of its own, nothing is remembered of earlier ones. */
export async function newRun({
  url,
  credentials: { clickhouse, huawei },
}: Simulator): Promise<(token: string) => Kind> {
  const configuration: Record<string, string> = {
    "clickhouse:organizationId": clickhouse.organizationId,
    "clickhouse:tokenKey": clickhouse.tokenKey,
    "clickhouse:tokenSecret": clickhouse.tokenSecret,
    "clickhouse:apiUrl": url,
    "huaweicloud:region": "ap-southeast-3",
    "huaweicloud:accessKey": huawei.accessKey,
    "huaweicloud:secretKey": huawei.secretKey,
    "huaweicloud:endpoint": url,
    "huaweicloud:authUrl": url,
  };
  const get = (key: string) => configuration[key];
  vi.resetModules();
  const { handler } = await import("../../provider/index.ts");

  return (token) => {
    const provider = handler(token);
    const configured = provider.configure?.({ config: { get, require: (key) => get(key) ?? "" } });
    const checked = async (olds: Props, args: Props, name: string): Promise<Props> => {
      await configured;
      const urn = `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/${token}::${name}`;
      const { inputs, failures = [] } = (await provider.check?.(olds, { ...args, __urn: urn })) ?? {};
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
      return inputs;
    };
    return {
      async create(name, args) {
        const inputs = await checked({}, args, name);
        const { id, outs } = await provider.create(inputs);
        return { id, inputs, outputs: outs };
      },
      async preview(made, args) {
        return (await provider.diff?.(made.id, made.outputs, await checked(made.inputs, args, ""))) ?? {};
      },
      async update(made, args) {
        const inputs = await checked(made.inputs, args, "");
        const { outs } = (await provider.update?.(made.id, made.outputs, inputs)) ?? {};
        return { id: made.id, inputs, outputs: outs };
      },
      async refresh(made) {
        await configured;
        const { id = "", props } = (await provider.read?.(made.id, made.outputs)) ?? {};
        return { ...made, id, outputs: props };
      },
      async delete(made) {
        await configured;
        await provider.delete?.(made.id, made.outputs);
      },
    };
  };
}

/** The requests that change something, from the n-th on. */
export function changesSent(simulator: Simulator, from = 0): RequestRecord[] {
  return simulator
    .requests()
    .filter(({ method }) => method !== "GET")
    .slice(from);
}
