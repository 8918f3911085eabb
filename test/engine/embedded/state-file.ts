import type { Deployment, ExportedResource } from "../engine.ts";
import type { ResourceState } from "./resource-state.ts";
import type { SecretsManager } from "./secrets-manager.ts";
import type { PendingOperation, StackState } from "./snapshot.ts";

/** The state in the format of `pulumi stack export`: secrets are ciphertext, what is empty is left out. */
export function exportedState({ resources, pendingOperations }: StackState, secrets: SecretsManager): Deployment {
  const exported = (resource: ResourceState) => secrets.encrypted(withoutEmpty(resource)) as ExportedResource;
  const pending = pendingOperations.map(({ type, resource }) => ({ type, resource: exported(resource) }));
  return {
    version: 3,
    deployment: {
      manifest: { time: new Date().toISOString(), version: "embedded" },
      secrets_providers: { type: "passphrase", state: { salt: "embedded" } },
      ...(resources.length > 0 ? { resources: resources.map(exported) } : {}),
      ...(pending.length > 0 ? { pending_operations: pending } : {}),
    },
  };
}

export function importedState({ deployment }: Deployment, secrets: SecretsManager): StackState {
  const imported = (resource: ExportedResource) =>
    secrets.decrypted({ inputs: {}, outputs: {}, ...withoutEmpty(resource) }) as ResourceState;
  const { resources = [], pending_operations: pending = [] } = deployment;
  return {
    resources: resources.map(imported),
    pendingOperations: pending.map(({ type, resource }) => ({
      type: type as PendingOperation["type"],
      resource: imported(resource),
    })),
  };
}

function withoutEmpty(resource: object): object {
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
