import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { programName } from "../../../../provider/gaussdb/functions/spelling.ts";
import { functions } from "../../../../provider/gaussdb/functions.ts";
import type { GaussDb } from "../../../../provider/gaussdb/gaussdb.ts";
import type { CallableFunction } from "../../../../provider/runtime/function.ts";
import {
  type DocumentedOperation,
  filledIn,
  readDocument,
  type Schema,
} from "../../../../scripts/generate/document.ts";

type Callable = CallableFunction<GaussDb, string, never, unknown>;
interface Sent {
  readonly operation: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const { operations, schemas } = await readDocument("spec/gaussdb-mysql.yaml");
const ajv = new Ajv2020({ strict: false, formats: { "date-time": true, date: true, int64: true, double: true } });
ajv.addSchema({ $id: "document", components: { schemas } });

const all = Object.entries(functions).map(([name, callable]) => {
  const operation = operations.find(({ operationId }) => operationId === callable.operation);
  if (!operation) throw new Error(`There is no operation ${callable.operation}.`);
  return { name, callable: callable as unknown as Callable, operation };
});

/** What a program might give, by the names of arguments. */
const samples: Readonly<Record<string, unknown>> = {
  instanceId: "0123456789abcdef0123456789abcdefin07",
  instanceIds: ["0123456789abcdef0123456789abcdefin07"],
  nodeId: "0123456789abcdef0123456789abcdefno07",
  proxyId: "0123456789abcdef0123456789abcdefpo01",
  configurationId: "0123456789abcdef0123456789abcdefpr07",
  configId: "0123456789abcdef0123456789abcdefpr07",
  starRocksInstanceId: "0123456789abcdef0123456789abcdefin17",
  clickHouseInstanceId: "0123456789abcdef0123456789abcdefin16",
  dedicatedResourceId: "6e097c33-d6b9-4ca5-83cb-6cc79dcf4f06",
  id: "a9767ede-fe0f-4888-9003-e843a4c90514",
  startTime: "2024-09-11T10:00:00+08:00",
  endTime: "2024-09-12T10:00:00+08:00",
  restoreTime: "2024-09-11T10:00:00+08:00",
  lastTableInfo: true,
  availabilityZoneMode: "single",
  engineName: "star-rocks",
  database: "star-rocks",
  versionName: "3.1.6.0",
  metricName: "high_pressure",
  taskName: "orders",
  databaseName: "orders",
};

/** A cloud that answers everything with one document's example, and what was sent to it. */
function cloudThatAnswers(example: unknown) {
  const sent: Sent[] = [];
  const begin = async (operation: string, args: Sent["args"]) => {
    sent.push({ operation, args });
    return example;
  };
  return { sent, cloud: { begin } as unknown as GaussDb };
}

function exampleIn(content: object | undefined): unknown {
  const { examples = {}, example } = (content ?? {}) as {
    examples?: Record<string, { value: unknown }>;
    example?: unknown;
  };
  return Object.values(examples)[0]?.value ?? example;
}

function answerOf({ responses }: DocumentedOperation): unknown {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  return exampleIn(success?.content?.["application/json"]);
}

/** The document's example has no body. */
const starRocksResource = {
  action: "createInstance",
  resource: {
    enterpriseProjectId: "0",
    instanceNum: 1,
    mode: "Single",
    availabilityZoneMode: "single",
    feNodeNum: 1,
    beNodeNum: 1,
    feFlavorRef: "gaussdb.sr-fe.xlarge.x86.4",
    beFlavorRef: "gaussdb.sr-be.xlarge.x86.4",
    subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  },
};

/** What a function must be given; of a body, what the document's example gives. */
function argumentsFor({ operationId, parameters = [], requestBody }: DocumentedOperation, given: readonly string[]) {
  const needed = parameters.filter(({ name, required }) => required && !given.includes(name) && !filledIn.has(name));
  const own = needed.map(({ name }) => [programName(name), sample(programName(name))]);
  const example = exampleIn(requestBody?.content["application/json"]) ?? {};
  const body = operationId === "checkStarRocksResource" ? starRocksResource : (inPrograms(example) as object);
  const rest = Object.entries(body).filter(([name]) => !given.map(programName).includes(name));
  return Object.fromEntries([...own, ...rest]);
}

function sample(name: string): unknown {
  const value = samples[name];
  if (value === undefined) throw new Error(`There is no sample for ${name}.`);
  return value;
}

function inPrograms(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inPrograms);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [programName(name), inPrograms(content)]));
}

const valid = (schema: Schema, value: unknown) => {
  const text = JSON.stringify(schema).replaceAll("#/components", "document#/components");
  const validate = ajv.compile(JSON.parse(text));
  validate(value);
  return validate.errors ?? [];
};

describe("every function", () => {
  it.each(all)("$name sends what the document wants", async ({ callable, operation }) => {
    const { sent, cloud } = cloudThatAnswers(answerOf(operation));

    await callable.call(cloud, argumentsFor(operation, callable.given ?? []) as never);

    expect(sent.map((one) => one.operation)).toEqual([operation.operationId]);
    const { body, ...parameters } = sent[0]?.args ?? {};
    const documented = (operation.parameters ?? []).filter(({ name }) => !filledIn.has(name));
    const isRequired = documented.filter(({ required }) => required).map(({ name }) => name);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(isRequired));
    for (const [name, value] of Object.entries(parameters)) {
      const { schema } = documented.find((parameter) => parameter.name === name) ?? { schema: false as never };
      expect({ name, problems: valid(schema, value) }).toEqual({ name, problems: [] });
    }
    const wanted = operation.requestBody?.content["application/json"]?.schema;
    expect(body === undefined).toBe(wanted === undefined);
    if (wanted !== undefined) expect(valid(wanted, body)).toEqual([]);
  });

  it.each(all.filter(({ callable }) => callable.given?.includes("offset")))(
    "$name follows the pages to the end",
    async ({ callable, operation }) => {
      const args = argumentsFor(operation, callable.given ?? []);
      const [list = ""] = Object.entries(answerOf(operation) as object).find(([, value]) => Array.isArray(value)) ?? [];
      const sent: Sent["args"][] = [];
      const begin = async (_: string, asked: Sent["args"]) => {
        sent.push(asked);
        const items = Array.from({ length: sent.length < 3 ? Number(asked.limit) : 7 }, (_, index) => ({
          number: index,
        }));
        return { [list]: items, total_count: 1 };
      };

      const answer = (await callable.call({ begin } as unknown as GaussDb, args as never)) as unknown[];

      const size = Number(sent[0]?.limit);
      expect(sent.map(({ offset }) => Number(offset))).toEqual([0, size, 2 * size]);
      expect(answer).toHaveLength(2 * size + 7);
    },
  );
});
