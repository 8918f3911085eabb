import { readFileSync } from "node:fs";
import { parse } from "yaml";

interface Operation {
  operationId?: string;
  requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
}

const file = new URL("../../../../spec/clickhouse-cloud.yaml", import.meta.url);
const { paths } = parse(readFileSync(file, "utf8")) as { paths: Record<string, Record<string, Operation>> };

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => {
    const { operationId } = operation;
    return operationId === undefined ? [] : [{ ...operation, operationId, method: method.toUpperCase(), path }];
  }),
);

/** Every operation of the document. */
export const operationIds: readonly string[] = operations.map(({ operationId }) => operationId);

/** Every example of a request body in the document. */
export const exampleRequests = operations.flatMap(({ operationId, method, path, requestBody }) =>
  Object.entries(requestBody?.content["application/json"]?.examples ?? {}).map(([name, { value }]) => ({
    operationId,
    name,
    method,
    /** Below the organization. */
    path: path.replace("/v1/organizations/{organizationId}", ""),
    body: value as object,
  })),
);
