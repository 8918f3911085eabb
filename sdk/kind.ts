/** What the SDK must know of a kind of object to register one. Everything else stands in the provider. */
export interface Kind {
  /** Module and type, for example `gaussdb:Instance`. */
  readonly token: string;
  /** Every input and output. */
  readonly properties: readonly string[];
  /** The paths of the inputs that are secret; `*` stands for every item of a list and every key of a map. */
  readonly secrets: readonly string[];
  readonly secretOutputs: readonly string[];
  /** The outputs that an update keeps, each with the inputs whose change may change it. */
  readonly stable: Readonly<Record<string, readonly string[]>>;
  /** It holds data: protected unless the program says otherwise. */
  readonly protect?: true;
  readonly deleteBeforeReplace?: true;
}

/** The type in Pulumi's states and URNs. */
export const typeOf = (kind: Kind): string => `pulumi-nodejs:dynamic/${kind.token}`;
