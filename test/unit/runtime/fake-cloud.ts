import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Operation } from "../../../provider/http/operation.ts";
import type { Ailment, Definition } from "../../../provider/runtime/resource.ts";
import { definitions } from "../../../provider/runtime/resource.ts";
import {
  atCreation,
  autonamed,
  canonical,
  fallback,
  fixed,
  option,
  secret,
  someKeys,
  unordered,
  writeOnly,
} from "../../../provider/runtime/traits.ts";

/** A box in the fake cloud, as its own API would show it. */
export type Box = Record<string, unknown>;

/** A cloud in memory that keeps boxes. */
export interface FakeCloud {
  readonly account: string;
  readonly boxes: Map<string, Box>;
  /** Every call, for example `setLabel box-1`. */
  readonly calls: string[];
  /** What the next calls of an operation throw, one after the other; a function is called before the work. */
  readonly faults: Map<string, (Error | (() => void | Promise<void>))[]>;
}

/** A cloud as one operation sees it. */
interface Session {
  call<T>(operation: string, id: string, work: () => T): Promise<T>;
  /** Takes this long, in the cloud. */
  wait(ms: number): Promise<void>;
  readonly boxes: Map<string, Box>;
  nextId(): string;
}

let clouds = 0;
let ids = 0;

export function fakeCloud(): FakeCloud {
  clouds += 1;
  return { account: `account-${clouds}`, boxes: new Map(), calls: [], faults: new Map() };
}

function session(cloud: FakeCloud, { signal }: Operation): Session {
  return {
    boxes: cloud.boxes,
    nextId() {
      ids += 1;
      return `box-${ids}`;
    },
    async wait(ms) {
      await pause(ms, undefined, { signal });
    },
    async call(operation, id, work) {
      signal.throwIfAborted();
      cloud.calls.push(id ? `${operation} ${id}` : operation);
      const fault = cloud.faults.get(operation)?.shift();
      if (fault instanceof Error) throw fault;
      await fault?.();
      signal.throwIfAborted();
      return work();
    },
  };
}

const credentials = secret(writeOnly(z.object({ user: z.string(), password: z.string() })));

/** A kind of object with every sort of input, in this cloud. */
export function boxDefinition(cloud: FakeCloud, changes: Partial<Definition<unknown>> = {}): Definition<unknown> {
  const { aspect, resource } = definitions<Session>(async () => ({
    account: cloud.account,
    during: (operation) => session(cloud, operation),
  }));

  function part<const In extends z.ZodRawShape>(operation: string, inputs: In, notice?: string) {
    return aspect({
      inputs,
      ...(notice === undefined ? {} : { notice }),
      async update({ cloud, id, changes }) {
        await cloud.call(operation, id, () => {
          for (const [key, value] of Object.entries(changes)) Object.assign(boxOf(cloud, id), setting(key, value, id));
        });
      },
    });
    function setting(key: string, value: unknown, id: string): Box {
      if (key === "password") return {};
      if (key !== "settings") return { [key]: value };
      return { settings: { ...(cloud.boxes.get(id)?.settings as object), ...(value as object) } };
    }
  }

  const definition = resource({
    token: "fake:Box",
    noun: "box",
    description: "A box.",
    holdsData: "its contents",
    timeLimits: { create: 1, update: 1, delete: 1 },
    inputs: {
      region: z.enum(["north", "south"]),
      size: z.number().int().min(1).max(100).optional(),
      seed: atCreation(z.string()).optional(),
    },
    outputs: { address: z.string(), state: z.string() },
    rules: [
      {
        of: ["level", "size"],
        refuse: ({ level = 1, size = 100 }) => (level > size ? "must not be more than size" : undefined),
      },
    ],
    aspects: [
      part("setName", {
        name: autonamed(z.string().min(1).max(20), { maxLength: 20, forbidden: "[^a-z0-9-]" }).optional(),
      }),
      part(
        "setRemark",
        { remark: fallback(z.string(), "").optional(), level: z.number().int().default(1) },
        "restarts",
      ),
      part("setAccess", {
        access: unordered(
          z.array(z.object({ source: z.string(), remark: z.string().optional() })),
          "source",
        ).optional(),
        ports: unordered(z.array(z.number())).optional(),
        steps: z.array(z.string()).optional(),
      }),
      part("setZone", {
        zone: canonical(z.string(), (zone) => String(zone).toLowerCase()).optional(),
      }),
      part("setTags", {
        tags: z.record(z.string(), z.string()).optional(),
        settings: someKeys(z.record(z.string(), z.union([z.string(), z.number()]))).optional(),
      }),
      part("setPassword", { password: secret(writeOnly(z.string().min(8))).optional() }),
      part("setSource", {
        source: z
          .union([
            z.object({ mysql: z.object({ host: z.string(), port: z.number().optional(), credentials }) }),
            z.object({ kafka: z.object({ brokers: fixed(z.string()), credentials: credentials.optional() }) }),
          ])
          .optional(),
      }),
      part("never", { patience: option(z.enum(["low", "high"])).optional() }),
    ],
    ailment: ({ state }): Ailment | undefined =>
      state === "failed" ? { text: "the box is broken", dead: true } : state === "ill" ? { text: "is ill" } : undefined,
    async find({ cloud, inputs }) {
      return cloud.call("find", "", () =>
        [...cloud.boxes]
          .filter(([, box]) => box.name === inputs.name && box.region === inputs.region)
          .map(([id]) => id),
      );
    },
    async create({ cloud, inputs: { region, size, name, source, password }, created }) {
      const id = await cloud.call("create", "", () => {
        const made = cloud.nextId();
        cloud.boxes.set(made, boxOnArrival({ region, size: size ?? 10, name, source, address: `${made}.example` }));
        return made;
      });
      created(id, { ...(source && { source }), ...(password !== undefined && { password }) });
      await cloud.call("settle", id, () => undefined);
    },
    async ready({ cloud, id }) {
      await cloud.call("ready", id, () => undefined);
    },
    async read({ cloud, id }) {
      return cloud.call("read", id, () => (cloud.boxes.has(id) ? shown(boxOf(cloud, id)) : undefined));
    },
    async delete({ cloud, id }) {
      await cloud.call("delete", id, () => cloud.boxes.delete(id));
    },
  });
  return { ...definition, ...changes } as Definition<unknown>;
}

/** A box as it is right after its creation. */
export function boxOnArrival(box: Box): Box {
  return {
    region: "north",
    size: 10,
    remark: "",
    level: 1,
    access: [],
    ports: [],
    steps: [],
    tags: {},
    settings: { timeout: "60", mode: "fast", retries: "3" },
    source: null,
    state: "ready",
    ...box,
  };
}

function boxOf(cloud: Session, id: string): Box {
  const box = cloud.boxes.get(id);
  if (!box) throw new Error(`no box ${id}`);
  return box;
}

/** The vendor respells: lists come back in another order, numbers as text, letters in capitals, and no secret ever. */
function shown({ password: _, ...box }: Box): Box {
  return {
    ...structuredClone(box),
    level: String(box.level),
    access: [...(box.access as unknown[])].reverse(),
    ports: (box.ports as number[]).map(String).reverse(),
    ...(typeof box.zone === "string" ? { zone: box.zone.toUpperCase() } : {}),
    source: withoutCredentials(box.source),
  };
}

function withoutCredentials(source: unknown): unknown {
  if (typeof source !== "object" || source === null) return source;
  return Object.fromEntries(
    Object.entries(source).map(([kind, { credentials: _, ...rest }]: [string, Record<string, unknown>]) => [
      kind,
      rest,
    ]),
  );
}
