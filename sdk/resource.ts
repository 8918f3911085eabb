import * as pulumi from "@pulumi/pulumi";
import { type Kind, typeOf } from "./kind.ts";
import { providerText, requireProvider } from "./plugin.ts";
import { withSecrets } from "./secrets.ts";
import { keepStable, stableOutputs } from "./stable-outputs.ts";
import { urnOf } from "./urn.ts";
import { reportProblems } from "./validation.ts";

requireProvider();

/** What all resources of this package have in common. */
export abstract class Resource extends pulumi.CustomResource {
  protected constructor(kind: Kind, name: string, args: object, opts: pulumi.CustomResourceOptions) {
    const isGet = opts.id !== undefined;
    const stable = isGet ? undefined : stableOutputs(kind);
    const properties = {
      // Each property must be there: `get` gives no output that was not declared.
      ...Object.fromEntries(kind.properties.map((key) => [key, undefined])),
      ...(isGet ? {} : inputsOf(kind, name, args, opts)),
      __provider: providerText(kind.token),
    };
    super(typeOf(kind), name, properties, optionsOf(kind, isGet, stable?.hook, opts));
    if (stable) keepStable(this, kind, stable);
  }

  /** Whether a value is a resource of this type, also one of another copy of this package. */
  protected static isOfType(value: unknown, type: string): boolean {
    return typeof value === "object" && value !== null && (value as { __pulumiType?: unknown }).__pulumiType === type;
  }
}

function inputsOf(kind: Kind, name: string, args: object, opts: pulumi.CustomResourceOptions): pulumi.Inputs {
  const urn = urnOf(typeOf(kind), name, opts.parent);
  // The resource is registered when its inputs are there: all problems are told before the engine asks for a check.
  const reported = reportProblems(kind.token, name, args, urn);
  return { ...withSecrets(args, kind.secrets), __urn: reported.then(() => urn) };
}

function optionsOf(
  kind: Kind,
  isGet: boolean,
  hook: pulumi.ResourceHook | undefined,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const { protect, deleteBeforeReplace, secretOutputs } = kind;
  return pulumi.mergeOptions(
    {
      additionalSecretOutputs: [...secretOutputs],
      ...(protect && !isGet ? { protect } : {}),
      ...(deleteBeforeReplace ? { deleteBeforeReplace } : {}),
      ...(hook ? { hooks: { beforeUpdate: [hook] } } : {}),
    },
    opts,
  );
}
