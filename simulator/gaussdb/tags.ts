import { requireFree } from "./busy.ts";
import { instanceOf, projectOf } from "./lookup.ts";
import { page } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { Instance, Tag } from "./store.ts";
import type { Handlers, World } from "./world.ts";

const mostTags = 20;

/** 4.9.1 to 4.9.3. */
export function tagHandlers(world: World): Handlers {
  return {
    listResourceTags: (call) => {
      const { tags } = instanceOf(world, call);
      return { status: 200, body: { total_count: tags.length, tags: page(tags, call.query) } };
    },
    listProjectTags: (call) => {
      const project = projectOf(world, call);
      const values = new Map<string, Set<string>>();
      for (const instance of world.store.instances.values()) {
        if (instance.project_id !== project.id) continue;
        for (const { key, value } of instance.tags) values.set(key, (values.get(key) ?? new Set()).add(value));
      }
      const tags = [...values].map(([key, known]) => ({ key, values: [...known] }));
      return { status: 200, body: { total_count: tags.length, tags: page(tags, call.query) } };
    },
    batchAddOrDeleteTags: (call) => {
      const { action, tags } = call.body as { action: "create" | "delete"; tags: { key: string; value?: string }[] };
      const instance = instanceOf(world, call);
      const keys = tags.map(({ key }) => key);
      if (new Set(keys).size !== keys.length) refuse("DBS.280272");
      requireFree(instance);
      instance.tags = action === "create" ? added(instance, tags) : removed(instance, tags);
      instance.updated = world.clock.now();
      return { status: 200 };
    },
  };
}

/** A tag whose key exists gets the new value. */
function added(instance: Instance, tags: { key: string; value?: string }[]): Tag[] {
  const values = new Map(instance.tags.map(({ key, value }) => [key, value]));
  for (const { key, value = "" } of tags) values.set(key, value);
  if (values.size > mostTags) refuse("DBS.200087");
  return [...values].map(([key, value]) => ({ key, value }));
}

function removed(instance: Instance, tags: { key: string; value?: string }[]): Tag[] {
  return instance.tags.filter(
    (tag) => !tags.some(({ key, value }) => key === tag.key && (value === undefined || value === tag.value)),
  );
}
