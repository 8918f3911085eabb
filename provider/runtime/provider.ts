import type * as pulumi from "@pulumi/pulumi";
import { check, urnKey } from "./check.ts";
import { diff } from "./diff.ts";
import { messageOf, Refusal, Unfinished } from "./failure.ts";
import { journal } from "./journal.ts";
import { json } from "./json.ts";
import type { Life } from "./life.ts";
import { create, read, remove, update } from "./life-cycle.ts";
import { memory } from "./memory.ts";
import type { Connection, Definition } from "./resource.ts";
import { engine } from "./running.ts";
import { keepSecret, redact } from "./secrets.ts";
import { unfinished } from "./state.ts";
import { wire } from "./wire.ts";

type Props = Record<string, unknown>;

/** Pulumi's dynamic provider for a kind of object. The definition is loaded when the first request needs it. */
export function dynamicProvider(
  load: () => Promise<Definition<unknown>>,
): pulumi.dynamic.ResourceProvider<Props, Props> {
  let configuration: pulumi.dynamic.Config | undefined;
  let connection: Promise<Connection<unknown>> | undefined;

  async function life(): Promise<Life<unknown>> {
    const definition = await load();
    connection ??= definition.connect((key) => configuration?.get(key) || undefined);
    connection.catch(() => {
      connection = undefined;
    });
    return { definition, connection: await connection };
  }

  return {
    // Pulumi does not wait for it before it sends the next request: it must not do more than this.
    async configure({ config }) {
      configuration = config;
    },

    check: (olds, news) =>
      guarded([olds ?? {}, news], async () => {
        const definition = await load();
        const urn = wire().urn ?? (typeof news[urnKey] === "string" ? news[urnKey] : undefined);
        const { inputs, problems, warnings } = check(definition, olds ?? {}, news, urn);
        if (urn) memory.checked(urn, Object.keys(olds ?? {}).length > 0);
        for (const warning of problems.length > 0 ? [] : warnings) engine().warn(warning, urn);
        // With a property named, the CLI would print its value, secrets included.
        const failures = problems.map(({ path, message }) => ({ property: "", reason: `${path}: ${message}` }));
        return { inputs: json(inputs), failures };
      }),

    diff: (id, olds, news) =>
      guarded([olds, news], async () => {
        const definition = await load();
        const request = wire();
        journal.delivered(request.urn, id);
        const found = diff(definition, olds, news);
        if (request.urn) memory.known(request.urn, id);
        if (found.replaces.length > 0 && news.adopt !== undefined) {
          throw new Refusal(
            `${found.replaces.join(", ")} cannot change in place, and replacing a resource that has "adopt" set would ` +
              `delete the ${definition.noun} ${id} that it took over. Take "adopt" out of the program, or set the value back.`,
          );
        }
        request.differences = found.details;
        for (const notice of found.notices) engine().warn(notice, request.urn);
        return {
          changes: found.changes,
          replaces: [...found.replaces],
          deleteBeforeReplace: definition.deleteBeforeReplace === true || found.replaces.includes(unfinished),
        };
      }),

    create: (inputs) => guarded([inputs], async () => create(await life(), inputs)),
    update: (id, olds, news) =>
      guarded([olds, news], async () => {
        journal.delivered(wire().urn, id);
        return update(await life(), id, olds, news);
      }),
    read: (id, props) =>
      guarded([props ?? {}], async () => {
        journal.delivered(wire().urn, id);
        return read(await life(), id, props ?? {});
      }),
    delete: (id, props) =>
      guarded([props], async () => {
        journal.delivered(wire().urn, id);
        return remove(await life(), id, props);
      }),
  };

  /** Errors that carry no id still must carry no secret and no stack. */
  async function guarded<T>(values: readonly Props[], work: () => Promise<T>): Promise<T> {
    try {
      keepSecret(await load(), ...values);
      return await work();
    } catch (error) {
      if (error instanceof Unfinished) throw error;
      throw new Refusal(redact(messageOf(error)));
    }
  }
}
