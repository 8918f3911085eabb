import * as pulumi from "@pulumi/pulumi";

/**
 * The arguments with their secret leaves marked, so that they are encrypted in the state though the program gives plain
 * texts. Where the object above a secret is an output, that object is marked as a whole.
 */
export function withSecrets(args: object, paths: readonly string[]): pulumi.Inputs {
  return mark(
    args,
    paths.map((path) => path.split(".")),
  ) as pulumi.Inputs;
}

function mark(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (value === undefined || value === null || paths.length === 0) return value;
  if (paths.some((path) => path.length === 0) || isEventual(value)) return pulumi.secret(value);
  const below = (key: string) => paths.filter(([first]) => first === key || first === "*").map(([, ...rest]) => rest);
  if (Array.isArray(value)) return value.map((item) => mark(item, below("*")));
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mark(part, below(key))]));
}

/** Whether the value comes later: an output or a promise. */
export function isEventual(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
