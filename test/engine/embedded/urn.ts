/** The stack's own resource. */
export const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";

/** Type, with the types of its parents in front, and name. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

export function partsOf(urn: string): UrnParts {
  const [, stack = "", project = "", qualifiedType = "", ...name] = urn.replace("urn:pulumi:", "::").split("::");
  const type = qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
  return { stack, project, qualifiedType, type, name: name.join("::") };
}

export function isUrn(text: string): boolean {
  return /^urn:pulumi:[^:]*::[^:]*::.+::/.test(text);
}

export function makeUrn(
  stack: string,
  project: string,
  parent: string | undefined,
  type: string,
  name: string,
): string {
  const above = parent ? partsOf(parent).qualifiedType : "";
  const qualifiedType = above === "" || above === stackType ? type : `${above}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

export function providerType(packageName: string): string {
  return providerPrefix + packageName;
}

/** The package that a type belongs to; of a provider's type the package that it provides. */
export function packageOf(type: string): string {
  const [first = "", , last = ""] = type.split(":");
  return isProviderType(type) ? last : first;
}

/** A provider as resources name it: its URN and id. */
export function referenceOf(provider: { readonly urn: string; readonly id?: string }): string {
  return `${provider.urn}::${provider.id ?? ""}`;
}

export function urnOfReference(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** A provider that no program has made: it is not shown. */
export function isDefaultProvider(urn: string): boolean {
  const { type, name } = partsOf(urn);
  return isProviderType(type) && /^default(_|$)/.test(name);
}
