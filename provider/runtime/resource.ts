import type { z } from "zod";
import type { Operation } from "../http/operation.ts";

export type Shape = z.ZodRawShape;
/** The values of some inputs, as the program may set them. */
export type Values<S extends Shape> = z.output<z.ZodObject<S>>;
/** The same, where there may be none. */
type AnyValues<S extends Shape> = keyof S extends never ? unknown : Values<S>;
/** The values of some inputs when each has one: the program's, else the live one. */
export type Settled<S extends Shape> = { [K in keyof S]-?: Exclude<z.output<S[K]>, undefined> };
export type AllInputs<As> = As extends readonly [Part<never, infer In>, ...infer Rest]
  ? Values<In> & AllInputs<Rest>
  : unknown;

/** Connects to a cloud with a stack's configuration; the connection gives each operation its own view of it. */
export interface Connection<Cloud> {
  during(operation: Operation): Cloud;
  /** Tells accounts apart: the same object id in another account is another object. */
  readonly account: string;
}
/** The value of a key of the stack's configuration, for example `clickhouse:tokenKey`. */
export type Configuration = (key: string) => string | undefined;
export type Connect<Cloud> = (configuration: Configuration) => Promise<Connection<Cloud>>;

/** A rule between inputs. It is skipped while a value that it names is unknown. */
export interface Rule<Inputs> {
  /** The paths that the rule speaks of, for example `source.kafka.offset`; the first one is shown to the user. */
  readonly of: readonly [string, ...string[]];
  /** What is wrong, or nothing. */
  refuse(inputs: Partial<Inputs>): string | undefined;
}

/** Some inputs of an object, and how their live values are read. */
export interface Part<Cloud, In extends Shape> {
  readonly inputs: In;
  readonly rules?: readonly Rule<Values<In>>[];
  /** Reading it takes a call of its own: that is left out while neither the program nor the state has a value of it. */
  readonly costly?: true;
  /**
   * The live values. A property left out cannot be read and keeps what was set. `recorded` is what was set or seen last.
   */
  read?(at: {
    cloud: Cloud;
    id: string;
    recorded: Partial<Values<In>>;
  }): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** Inputs that change in place, by one change. */
export interface Aspect<Cloud, In extends Shape> extends Part<Cloud, In> {
  /** Said at preview when this is about to change: what restarts, costs or cannot be undone. */
  readonly notice?:
    | string
    | ((change: { inputs: Partial<Values<In>>; live: Partial<Values<In>> }) => string | undefined);
  update(at: {
    cloud: Cloud;
    id: string;
    /** Every input of the aspect: the program's value, else the live one. */
    inputs: Settled<In>;
    live: Partial<Values<In>>;
    /** The inputs that differ from their live values. */
    changes: Partial<Values<In>>;
    /** The object's whole state: all inputs and outputs as last read. */
    state: Readonly<Record<string, unknown>>;
  }): Promise<void>;
}

/** What is wrong with an object, in the words of its cloud. `dead`: it will never work. */
export interface Ailment {
  readonly text: string;
  readonly dead?: boolean;
}

/** How long the operations of a kind may take, in minutes, unless the program sets `customTimeouts`. */
export interface TimeLimits {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

/** A kind of object. Its own inputs are fixed: changing one replaces the object. What can change is an aspect. */
export interface Resource<Cloud, In extends Shape, As extends readonly Part<never, Shape>[], Out extends Shape> {
  /** Module and type, for example `gaussdb:Instance`. It stands in the states of stacks and never changes. */
  readonly token: `${string}:${string}`;
  /** What the object is called in messages, for example `GaussDB instance`. */
  readonly noun: string;
  readonly description: string;
  readonly inputs: In;
  readonly rules?: readonly Rule<Values<In> & AllInputs<As>>[];
  readonly outputs: Out;
  readonly aspects: As;
  readonly timeLimits: TimeLimits;
  /** It holds data: protected from deletion and replacement unless the program says otherwise. */
  readonly holdsData?: string;
  /** Two of the same cannot exist side by side, so a replacement deletes first. */
  readonly deleteBeforeReplace?: boolean;
  /** Said at preview when the object is about to be created. */
  notice?(inputs: Partial<Values<In> & AllInputs<As>>): string | undefined;
  /** Throws when the cloud says beforehand that a creation with these inputs would fail: then nothing is made. */
  precheck?(request: { cloud: Cloud; inputs: Values<In> & AllInputs<As> }): Promise<void>;
  /** `undefined`: the object is gone. */
  read(at: { cloud: Cloud; id: string }): Promise<Readonly<Record<string, unknown>> | undefined>;
  /**
   * Asks the cloud for the object and reports its id as soon as it is known. `applied` names the write-only inputs
   * that the creation has set; the runtime applies whatever else differs.
   */
  create(request: {
    cloud: Cloud;
    inputs: Values<In> & AllInputs<As>;
    created(id: string, applied?: Partial<Values<In> & AllInputs<As> & AnyValues<Out>>): void;
  }): Promise<void>;
  /** Ids of the objects that a creation with these inputs, whose answer was lost, may have made. */
  find(request: { cloud: Cloud; inputs: Values<In> & AllInputs<As> }): Promise<string[]>;
  /**
   * Whether the answer to the creation tells something that is never told again: what was made without such an answer is
   * of no use to anybody, so it is deleted and made anew.
   */
  toldOnce?(inputs: Partial<Values<In> & AllInputs<As>>): boolean;
  /**
   * Ids of all objects among which a new one is, for a kind whose objects have at first no name by which `find` knows
   * them: what has come since an interrupted creation is what it has made.
   */
  siblings?(request: { cloud: Cloud; inputs: Values<In> & AllInputs<As> }): Promise<string[]>;
  /** What the object lives in: its kind's token, and the input with its id. In a new one there is nothing to `find`. */
  readonly parent?: { readonly token: `${string}:${string}`; readonly input: keyof In & string };
  /** Returns when whatever is going on at the object is over. */
  ready?(at: { cloud: Cloud; id: string; inputs: Partial<Values<In> & AllInputs<As>> }): Promise<void>;
  /** What is wrong with the object, told from its state. */
  ailment?(state: Readonly<Record<string, unknown>>): Ailment | undefined;
  /** Returns when the object is gone. */
  delete(at: { cloud: Cloud; id: string; state: Readonly<Record<string, unknown>> }): Promise<void>;
}

/** A definition as the runtime sees it, and where its cloud is. */
export interface Definition<Cloud = never> extends Resource<Cloud, Shape, readonly Aspect<Cloud, Shape>[], Shape> {
  readonly connect: Connect<Cloud>;
}

/** The two words in which the resources of a cloud are written. */
export function definitions<Cloud>(connect: Connect<Cloud>) {
  return {
    aspect: <const In extends Shape>(definition: Aspect<Cloud, In>): Aspect<Cloud, In> => definition,
    resource: <const In extends Shape, const As extends readonly Part<never, Shape>[], const Out extends Shape>(
      definition: Resource<Cloud, In, As, Out>,
    ) => ({ ...definition, connect }) as Resource<Cloud, In, As, Out> & { readonly connect: Connect<Cloud> },
  };
}
