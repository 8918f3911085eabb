import type { Connection, Definition } from "./resource.ts";

/** A kind of object and the account in which it lives. */
export interface Life<Cloud> {
  readonly definition: Definition<Cloud>;
  readonly connection: Connection<Cloud>;
}

interface Named {
  readonly definition: { readonly token: string };
  readonly connection: { readonly account: string };
}

/** Names an object among all that this process may meet. */
export function keyOf({ definition, connection }: Named, id: string): string {
  return `${connection.account} ${definition.token} ${id}`;
}
