import * as pulumi from "@pulumi/pulumi";
import { isEventual } from "./secrets.ts";

let all: Promise<unknown> = Promise.resolve();

/**
 * Reports everything that is wrong with the arguments of a resource, and returns when the same is done for all resources
 * made so far. The engine stops at the first resource whose check fails; this way one preview tells of all of them. The
 * check in the provider stays what makes the preview fail.
 */
export function reportProblems(token: string, name: string, args: object, urn: string | undefined): Promise<void> {
  all = Promise.all([all, report(token, name, args, urn)]);
  // The program makes its resources one after the other in the same turn of the event loop.
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => all).then(() => undefined);
}

async function report(token: string, name: string, args: object, urn: string | undefined): Promise<void> {
  const { problemsOf, unknown } = await import("../provider/definitions.ts");
  const problems = await problemsOf(token, known(args, unknown) as Record<string, unknown>, urn);
  // With a resource the message would wait for a URN, which a refused resource never gets.
  await Promise.all(problems.map(({ path, message }) => pulumi.log.error(`${token} "${name}": ${path}: ${message}`)));
}

/** The arguments with the unknown value in place of everything that comes later. */
function known(value: unknown, unknown: string): unknown {
  if (isEventual(value) || pulumi.Resource.isInstance(value)) return unknown;
  if (Array.isArray(value)) return value.map((item) => known(item, unknown));
  if (typeof value !== "object" || value === null) return value;
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(parts.map(([key, part]) => [key, known(part, unknown)]));
}
