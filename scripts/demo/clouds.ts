import type { Simulator } from "../../simulator/index.ts";

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** What the simulated clouds hold, as somebody sees it who looks at their consoles. */
export interface Clouds {
  readonly services: readonly Item[];
  readonly pipes: readonly Item[];
  readonly instances: readonly Item[];
  readonly nodes: readonly Item[];
  readonly proxies: readonly Item[];
  readonly backups: readonly Item[];
  /** Without those of the vendor. */
  readonly templates: readonly Item[];
}

export function look(simulator: Simulator): Clouds {
  const { clickhouse, huawei } = simulator.admin.objects();
  const of = (objects: object[] | undefined) => (objects ?? []) as Item[];
  return {
    services: of(clickhouse.services),
    pipes: of(clickhouse.clickPipes),
    instances: of(huawei.instances),
    nodes: of(huawei.nodes),
    proxies: of(huawei.proxies),
    backups: of(huawei.backups),
    templates: of(huawei.templates).filter((template) => template.user_defined !== false),
  };
}

/** How many requests have asked a cloud for a change so far. */
export function changesAskedFor(simulator: Simulator): number {
  return simulator.requests().filter(({ method }) => method !== "GET").length;
}
