import { expect } from "vitest";
import type { Outcome, Program } from "../../faults/stack.ts";
import { newWorld, type World } from "../../faults/world.ts";

/** A stack on a simulated cloud in virtual time, as somebody who complains would use it. */
export interface Story extends Disposable {
  /** Updates the stack, and expects that it works. */
  up(...program: Program): Promise<Outcome>;
  /** Updates the stack, whatever comes of it. */
  tryUp(...program: Program): Promise<Outcome>;
  preview(...program: Program): Promise<Outcome>;
  /** Refreshes the state, and expects that it works. */
  refresh(): Promise<Outcome>;
  /** The bodies of all requests for an operation, as far as they hold no secret. */
  bodies(operationId: string): unknown[];
  /** The operations that changed something, in order. */
  changesSent(): string[];
  /** The id by which the cloud knows a resource's object. */
  ownId(name: string): string;
  /** Somebody changes an object by hand. */
  byHand(kind: string, name: string, patch: Record<string, unknown>): void;
  readonly world: World;
}

export function newStory(cloud: "clickhouse" | "huawei", options: Parameters<typeof newWorld>[1] = {}): Story {
  const world = newWorld("complaint", options);
  const { stack, time, clouds } = world;
  const requests = () => clouds.requests().filter((request) => request.cloud === cloud);
  const ownId = (name: string) => {
    const id = stack.ids()[name] ?? "";
    return id.slice(id.lastIndexOf("/") + 1);
  };
  const works = async (operation: () => Promise<Outcome>) => {
    const outcome = await time.pass(operation);
    expect(outcome.errors).toEqual([]);
    return outcome;
  };
  return {
    world,
    up: (...program) => works(() => stack.up(program)),
    tryUp: (...program) => time.pass(() => stack.up(program)),
    preview: (...program) => time.pass(() => stack.preview(program)),
    refresh: () => works(() => stack.refresh()),
    bodies: (wanted) => requests().flatMap(({ operationId, body }) => (operationId === wanted ? [body] : [])),
    changesSent: () => requests().flatMap(({ method, operationId }) => (method === "GET" ? [] : (operationId ?? "?"))),
    ownId,
    byHand: (kind, name, patch) => clouds.admin.change(cloud, kind, ownId(name), patch),
    [Symbol.dispose]: () => world[Symbol.dispose](),
  };
}

/** Nothing is to be done, and nothing was wrong. */
export function expectNoChange({ errors, changes, paths }: Outcome): void {
  expect([...errors, ...changes, ...paths]).toEqual([]);
}
