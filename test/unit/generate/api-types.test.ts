import { describe, expectTypeOf, it } from "vitest";
import type { Operations as ClickHouse } from "../../../provider/clickhouse/api.gen.ts";
import type { Operations as GaussDb } from "../../../provider/gaussdb/api.gen.ts";

describe("the generated types of both APIs", () => {
  it("leave out what the connection fills in", () => {
    expectTypeOf<GaussDb["getInstance"]["parameters"]>().toEqualTypeOf<{ instance_id: string }>();
    expectTypeOf<ClickHouse["getService"]["parameters"]>().toEqualTypeOf<{ serviceId: string }>();
  });

  it("take the answer of ClickHouse Cloud out of its envelope", () => {
    expectTypeOf<ClickHouse["listServices"]["result"]>().toEqualTypeOf<ClickHouse["getService"]["result"][]>();
    expectTypeOf<ClickHouse["deleteService"]["result"]>().toEqualTypeOf<void>();
  });

  it("give an operation without a body none", () => {
    expectTypeOf<ClickHouse["getService"]>().not.toHaveProperty("body");
    expectTypeOf<GaussDb["createInstance"]>().toHaveProperty("body");
  });

  it("refuse a misspelt field at any depth", () => {
    const service: ClickHouse["createService"]["body"] = {
      // @ts-expect-error it is `source`
      ipAccessList: [{ sauce: "203.0.113.0/24" }],
    };
    const template: GaussDb["createParameterTemplate"]["body"] = {
      name: "cdc",
      // @ts-expect-error it is `datastore`
      data_store: { type: "gaussdb-mysql", version: "8.0" },
    };

    expectTypeOf(service).not.toBeAny();
    expectTypeOf(template).not.toBeAny();
  });

  it("refuse to send undefined for a field that is to be left out", () => {
    // @ts-expect-error left out, not undefined
    const template: GaussDb["createParameterTemplate"]["body"] = { name: "cdc", description: undefined };

    expectTypeOf(template).not.toBeAny();
  });

  it("demand no field for which the vendor has a default", () => {
    const body = { name: "cdc" } satisfies GaussDb["createParameterTemplate"]["body"];

    expectTypeOf(body).not.toBeAny();
  });

  it("take values that the vendor adds to a list later", () => {
    expectTypeOf<"made-up">().toExtend<NonNullable<ClickHouse["getService"]["result"]["state"]>>();
  });

  it("hold secrets in requests and not in answers", () => {
    type Source = NonNullable<NonNullable<ClickHouse["createClickPipe"]["body"]["source"]>["mysql"]>;
    type Answered = NonNullable<NonNullable<ClickHouse["getClickPipe"]["result"]["source"]>["mysql"]>;

    expectTypeOf<Source>().toHaveProperty("credentials");
    expectTypeOf<Answered>().not.toHaveProperty("credentials");
  });
});
