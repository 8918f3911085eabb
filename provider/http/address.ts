import type { Dialect } from "./dialect.ts";
import type { OperationCall } from "./operation-table.ts";

/** Where a call goes: what the path does not name is in the query, a list as one pair for each item. */
export async function address(
  dialect: Dialect,
  { path: template }: OperationCall,
  parameters: Readonly<Record<string, unknown>>,
): Promise<URL> {
  const values: Readonly<Record<string, unknown>> = { ...(await dialect.constants()), ...parameters };
  const inPath = new Set<string>();
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    inPath.add(name);
    return segment(name, values[name]);
  });
  const base = await dialect.base();
  const url = new URL(`${base.pathname.replace(/\/$/, "")}${path}`, base);
  for (const [name, value] of Object.entries(parameters)) {
    if (inPath.has(name) || value === undefined) continue;
    for (const item of [value].flat()) url.searchParams.append(name, String(item));
  }
  return url;
}

/** An empty segment, or one that climbs, would reach another operation. */
function segment(name: string, value: unknown): string {
  const text = String(value ?? "");
  if (["", ".", ".."].includes(text)) throw new Error(`${name} is empty or no id: nothing was sent.`);
  // `'` and its like stand in a URL in two ways; signatures want one.
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
