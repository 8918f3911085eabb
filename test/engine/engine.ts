/**
 * Something that runs Pulumi programs: the Pulumi CLI, or the embedded engine that copies what the CLI does with
 * dynamic resources. Tests and the demo see only this.
 */
export interface Engine {
  readonly name: "embedded engine" | "Pulumi CLI";
  /** A new, empty stack. Disposing of it ends its processes and removes its files, not the objects in the clouds. */
  stack(options: StackOptions): Promise<Stack>;
}

export interface StackOptions {
  project: string;
  stack: string;
  /** Folder of the program, with its Pulumi.yaml. */
  program: string;
  config?: Configuration;
  /** Environment variables for program and provider, besides those of this process. */
  environment?: Readonly<Record<string, string>>;
  /** Receives each line that a terminal would show, as soon as it is known. */
  onOutput?(line: string): void;
}

/** Stack configuration by `namespace:key`. A key without a namespace belongs to the project. */
export type Configuration = Readonly<Record<string, string | { readonly secret: string }>>;

export interface Stack extends AsyncDisposable {
  /** Sets configuration values for later operations. */
  config(values: Configuration): Promise<void>;
  /** Later operations run the program in this folder. */
  program(folder: string): void;
  preview(options?: ChangeOptions): Promise<Result>;
  up(options?: ChangeOptions): Promise<Result>;
  refresh(options?: RefreshOptions): Promise<Result>;
  destroy(options?: OperationOptions): Promise<Result>;
  /** The state as `pulumi stack export` gives it, with encrypted secrets. */
  export(): Promise<Deployment>;
  import(deployment: Deployment): Promise<void>;
  unprotect(urn: string): Promise<void>;
  /** Ctrl-C for the running operation: the first one ends it gently, the second one at once. */
  interrupt(): void;
}

export interface OperationOptions {
  /** URNs of the only resources to act on. */
  target?: readonly string[];
  /** With `target`: also what depends on the targets. */
  targetDependents?: boolean;
  /** Operations that run at the same time. Default four times the number of cores. */
  parallel?: number;
}

export interface ChangeOptions extends OperationOptions {
  /** URNs of resources to replace, whatever their diff says. */
  replace?: readonly string[];
  /** Refresh first. */
  refresh?: boolean;
  /** Fail with exit code 7 when something changes. */
  expectNoChanges?: boolean;
}

export interface RefreshOptions extends OperationOptions {
  /** Show what a refresh would record, and record nothing. */
  previewOnly?: boolean;
  /** Fail with exit code 7 when something changes. */
  expectNoChanges?: boolean;
}

/** How an operation ended. A failed operation is a result too, not a rejected promise. */
export interface Result {
  ok: boolean;
  /** 0 when all went well, 7 for changes that were not expected, otherwise another number. */
  exitCode: number;
  /** Number of resources by operation, as in the summary. */
  changes: Readonly<Partial<Record<Operation, number>>>;
  /** What was done, or would be done, to each resource, in the order in which it began. */
  steps: readonly Step[];
  diagnostics: readonly Diagnostic[];
  /** Outputs of the stack, secrets in clear. */
  outputs: Readonly<Record<string, unknown>>;
  /** All that a terminal without a screen would have shown. */
  text: string;
}

/** Pulumi's names of operations. */
export type Operation =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "refresh"
  | "discard"
  | "discard-replaced"
  | "remove-pending-replace";

export interface Step {
  op: Operation;
  urn: string;
  type: string;
  name: string;
  id?: string;
  /** Paths of the properties that change, from the provider's detailed diff when it gave one. */
  keys: readonly string[];
  /** Paths of the properties that make a replacement necessary. */
  replaceKeys: readonly string[];
  failed: boolean;
}

export interface Diagnostic {
  severity: "debug" | "info" | "info#err" | "warning" | "error";
  message: string;
  urn?: string;
  /** Shown in the status column of a terminal only. */
  ephemeral: boolean;
}

/** A stack's state in the format of `pulumi stack export`. */
export interface Deployment {
  version: number;
  deployment: {
    manifest: Readonly<Record<string, unknown>>;
    secrets_providers?: { type: string; state?: unknown };
    resources?: RecordedResource[];
    pending_operations?: { resource: RecordedResource; type: string }[];
    metadata?: unknown;
  };
}

/** A resource in the state. Absent is false or empty. */
export interface RecordedResource {
  urn: string;
  type: string;
  custom: boolean;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  parent?: string;
  provider?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  protect?: boolean;
  external?: boolean;
  delete?: boolean;
  pendingReplacement?: boolean;
  retainOnDelete?: boolean;
  deletedWith?: string;
  initErrors?: string[];
  additionalSecretOutputs?: string[];
  aliases?: string[];
  customTimeouts?: { create?: number; update?: number; delete?: number; read?: number };
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  created?: string;
  modified?: string;
}
