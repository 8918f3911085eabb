/** What may be sent where `T` is expected: an optional property may also be undefined, JSON leaves it out. */
type Sendable<T> = T extends readonly (infer Item)[]
  ? readonly Sendable<Item>[]
  : T extends object
    ? { [K in keyof T]: object extends Pick<T, K> ? Sendable<T[K]> | undefined : Sendable<T[K]> }
    : T;

type Body<O> = O extends { body: infer B }
  ? { readonly body: Sendable<B> }
  : O extends { body?: infer B }
    ? { readonly body?: Sendable<B> }
    : unknown;

/** The arguments of an operation: its path and query parameters by the vendor's names, and its `body`. */
export type Args<O> = (O extends { parameters: infer P } ? P : unknown) & Body<O>;

export type Result<O> = O extends { result: infer R } ? R : never;
