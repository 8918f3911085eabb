import type * as pulumi from "@pulumi/pulumi";

/** The arguments for these values: each of them, at any depth, may be an output of another resource. */
export type Inputs<T> = { [K in keyof T]: pulumi.Input<Nested<T[K]>> | NotSet<T[K]> };

type Nested<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? pulumi.Input<Nested<Item>>[]
    : Inputs<T>;

/** What may be left out may also be undefined, as in all Pulumi packages. */
type NotSet<T> = undefined extends T ? undefined : never;
