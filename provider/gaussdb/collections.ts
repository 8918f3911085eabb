import type { Cloud } from "../http/cloud.ts";
import type { Source } from "../http/collection.ts";
import { CloudError } from "../http/errors.ts";
import type { Operations } from "./api.gen.ts";
import { isHidden } from "./error-codes.ts";
import type { InstanceDetail, ProxyDetail, TemplateSummary } from "./gaussdb.ts";

/** For reads that several operations share. */
export type Reads = Pick<Cloud<Operations>, "get">;

const page = 100;
/** So many instances one call tells the details of. */
const detailed = 20;

export function instancesOf(reads: Reads): Source<InstanceDetail> {
  const summaries = () =>
    pages(async (offset) => (await reads.get("listInstances", { offset, limit: page }))?.instances ?? []);
  const details = async (ids: readonly string[]) =>
    // One id that is refused would hide the others: each is asked for by itself then.
    (await reads.get("listInstanceDetails", { instance_ids: ids.join(",") }).catch(unlessHidden))?.instances ?? [];
  const several = async (ids: readonly string[]) => (await Promise.all(chunks(ids, detailed).map(details))).flat();
  return {
    async one(id) {
      try {
        const instance = (await reads.get("getInstance", { instance_id: id }))?.instance;
        return instance?.id ? instance : undefined;
      } catch (error) {
        if (unlessHidden(error) === undefined && !(await summaries()).some((summary) => summary.id === id))
          return undefined;
        throw error;
      }
    },
    several,
    all: async () => several((await summaries()).map(({ id }) => id)),
    idOf: ({ id }) => id,
  };
}

export function templatesOf(reads: Reads): Source<TemplateSummary> {
  const all = () =>
    pages(async (offset) => (await reads.get("listParameterTemplates", { offset, limit: page }))?.configurations ?? []);
  return { all, one: async (id) => (await all()).find((template) => template.id === id), idOf: ({ id }) => id };
}

export function proxiesOf(reads: Reads, instanceId: string): Source<ProxyDetail> {
  const at = { instance_id: instanceId, limit: page };
  const all = () => pages(async (offset) => (await reads.get("listProxies", { ...at, offset }))?.proxy_list ?? []);
  const idOf = (item: ProxyDetail) => item.proxy?.pool_id ?? "";
  return { all, one: async (id) => (await all()).find((item) => idOf(item) === id), idOf };
}

/** All pages of a list. */
async function pages<T>(read: (offset: number) => Promise<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const found = await read(items.length);
    items.push(...found);
    if (found.length < page) return items;
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, index * size + size),
  );
}

function unlessHidden(error: unknown): undefined {
  if (error instanceof CloudError && isHidden(error.code)) return undefined;
  throw error;
}
