type Body<O> = O extends { body: unknown } ? Pick<O, "body"> : O extends { body?: unknown } ? Pick<O, "body"> : unknown;

/** The arguments of an operation: its path and query parameters by the vendor's names, and its `body`. */
export type Args<O> = (O extends { parameters: infer P } ? P : unknown) & Body<O>;

export type Result<O> = O extends { result: infer R } ? R : never;
