/** A function of programs: it asks a cloud and manages nothing. */
export interface CallableFunction<Cloud, Operation, Args, Result> {
  /** The operation that it calls; the document describes it. */
  readonly operation: Operation;
  /** The operation's arguments that the function gives by itself: programs do not give them. */
  readonly given?: readonly string[];
  /** The paths of the arguments that are secret; `*` stands for every item of a list. */
  readonly secretArguments?: readonly string[];
  /** The paths of the answer that are secret, where it has them. */
  readonly secretResults?: readonly string[];
  call(cloud: Cloud, args: Args): Promise<Result>;
}

/** What a program gives to one of some functions. */
export type ArgsOf<Functions, Name extends keyof Functions> = Functions[Name] extends {
  call(cloud: never, args: infer Args): unknown;
}
  ? Args
  : never;

/** What one of some functions answers. */
export type ResultOf<Functions, Name extends keyof Functions> = Functions[Name] extends {
  call(cloud: never, args: never): Promise<infer Result>;
}
  ? Result
  : never;
