import * as pulumi from "@pulumi/pulumi";

/** What Pulumi's resources keep for themselves. */
interface Registered {
  readonly __pulumiType?: string;
  readonly __parentResource?: Registered;
}

/** The URN that a resource is going to have, unless a transform moves it; nothing when its parent does not tell its type. */
export function urnOf(type: string, name: string, parent: pulumi.Resource | undefined): string | undefined {
  const types = [type];
  for (let above = parent as Registered | undefined; above; above = above.__parentResource) {
    if (above.__pulumiType === undefined) return undefined;
    if (above.__pulumiType === "pulumi:pulumi:Stack") break;
    types.unshift(above.__pulumiType);
  }
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${types.join("$")}::${name}`;
}
