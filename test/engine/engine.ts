/** Runs Pulumi programs. Both implementations do the same to a program, a plugin and a state. */
export interface Engine {
  readonly name: "embedded engine" | "Pulumi CLI";
  /** Makes an empty stack of its own, which nothing but the test knows. */
  stack(options: StackOptions): Promise<Stack>;
}

/** Values of the stack's configuration. A key without a namespace belongs to the project. */
export type Configuration = Record<string, string | { readonly secret: string }>;

export interface StackOptions {
  /** Name of the stack. Default `test`. */
  readonly stack?: string;
  /** Folder with a `Pulumi.yaml`, which names project, runtime and, where it is not the folder itself, `main`. */
  readonly program: string;
  readonly config?: Configuration;
  /** Environment variables of program and plugin, besides those of this process. */
  readonly environment?: Record<string, string>;
  /** Is told each line that a terminal would show, as soon as it is known. */
  onOutput?(line: string): void;
}

export interface OperationOptions {
  /** URNs that the operation is limited to. */
  readonly target?: readonly string[];
  /** URNs that are replaced whatever their diff says. */
  readonly replace?: readonly string[];
  /** Reads the live state of all resources first. */
  readonly refresh?: boolean;
  /** Makes changes a failure. */
  readonly expectNoChanges?: boolean;
  /** Steps that run at a time. Default 4 for each core. */
  readonly parallel?: number;
}

export interface RefreshOptions extends Omit<OperationOptions, "replace" | "refresh"> {
  /** Shows what a refresh would find and leaves the state alone. */
  readonly previewOnly?: boolean;
}

/** A stack and the program that describes it. One operation at a time; disposing it removes the stack's files. */
export interface Stack extends AsyncDisposable {
  /** What Pulumi, and this package, keep for a user: the stack has it for itself. */
  readonly home: string;
  /** Adds to the configuration, or changes it, for the operations to come. */
  config(values: Configuration): Promise<void>;
  /** Lets the operations to come run another program of the same project. */
  program(folder: string): Promise<void>;
  preview(options?: OperationOptions): Promise<Result>;
  up(options?: OperationOptions): Promise<Result>;
  refresh(options?: RefreshOptions): Promise<Result>;
  destroy(options?: OperationOptions): Promise<Result>;
  /** The state as `pulumi stack export` prints it: secrets are ciphertext. */
  export(): Promise<Deployment>;
  /** Replaces the state. */
  import(deployment: Deployment): Promise<void>;
  /** Takes the protection from a resource in the state. */
  unprotect(urn: string): Promise<void>;
  /** One Ctrl-C for the running operation. A second one does not wait for the calls that run. */
  interrupt(): void;
}

export type Severity = "info" | "info#err" | "warning" | "error";

export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  readonly urn?: string;
  /** Shown while the operation runs, and not in its summary. */
  readonly ephemeral: boolean;
}

/** The operations of Pulumi's engine; `refresh` only where it is told as such. */
export type Op =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "read-discard"
  | "discard-replaced"
  | "import"
  | "remove-pending-replace"
  | "refresh";

export interface Step {
  readonly op: Op;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  /** Paths of the changed properties: of the provider's detailed diff, else the keys that differ. */
  readonly keys: readonly string[];
  /** Keys that ask for the replacement. */
  readonly replaceKeys: readonly string[];
}

/** What became of an operation. A failed one is a result too. */
export interface Result {
  readonly ok: boolean;
  /** Exit code of the command: 0, 7 for changes that were not expected, 8 when it was cancelled, or another. */
  readonly exitCode: number;
  /** Number of resources by operation. */
  readonly changes: Readonly<Partial<Record<Op, number>>>;
  /** Planned steps of a preview, steps that began of an update; of a refresh what was found. */
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  /** The stack's outputs: after an update in clear, otherwise with `[secret]` for secrets, and only known ones. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** All that a terminal has shown. */
  readonly text: string;
}

/** A resource of an exported state. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly provider?: string;
  readonly delete?: boolean;
  readonly protect?: boolean;
  readonly external?: boolean;
  readonly pendingReplacement?: boolean;
  readonly initErrors?: readonly string[] | null;
  readonly dependencies?: readonly string[] | null;
  readonly [key: string]: unknown;
}

/** An exported state. */
export interface Deployment {
  readonly version: number;
  readonly deployment: {
    readonly manifest?: unknown;
    readonly secrets_providers?: unknown;
    readonly resources?: readonly ExportedResource[];
    readonly pending_operations?: readonly { readonly resource: ExportedResource; readonly type: string }[];
    readonly [key: string]: unknown;
  };
}
