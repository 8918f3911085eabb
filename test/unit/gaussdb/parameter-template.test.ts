import { describe, expect, it } from "vitest";
import { parameterTemplate } from "../../../provider/gaussdb/parameter-template.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

describe("a parameter template", () => {
  const created = () => undefined;
  const id = "t1";

  it("is made from nothing, from another one, or from what an instance makes of one", async () => {
    const { cloud, sent } = recordingCloud({
      createParameterTemplate: { configurations: { id } },
      copyParameterTemplate: { configuration_id: id },
      copyInstanceParameterTemplate: { configuration_id: id },
    });
    const copy = { name: "orders", copyFrom: { configurationId: "t0" } };

    await parameterTemplate.create({ cloud, inputs: { name: "orders", parameterValues: { a: 1 } }, created });
    await parameterTemplate.create({ cloud, inputs: copy, created });
    await parameterTemplate.create({
      cloud,
      inputs: { ...copy, copyFrom: { ...copy.copyFrom, instanceId: "i1" } },
      created,
    });

    expect(sent).toEqual([
      { operation: "createParameterTemplate", args: { body: { name: "orders", parameter_values: { a: "1" } } } },
      { operation: "copyParameterTemplate", args: { configuration_id: "t0", body: { name: "orders" } } },
      {
        operation: "copyInstanceParameterTemplate",
        args: { configuration_id: "t0", instance_id: "i1", body: { name: "orders" } },
      },
    ]);
  });

  it("gives a parameter that is taken out the default of the vendor's own template", async () => {
    const { cloud, bodies } = recordingCloud({
      "parameterTemplates.list": [
        { id: "t1", user_defined: true },
        { id: "t0", user_defined: false },
      ],
      getParameterTemplate: ({ configuration_id }: { configuration_id: string }) =>
        configuration_id === "t0" ? { parameter_values: { a: "10", b: "20" } } : undefined,
    });

    await parameterTemplate.aspects[0].update({
      cloud,
      id,
      inputs: { name: "orders", description: "", parameterValues: { a: 1 } },
      live: { parameterValues: { a: "1", b: "2" } },
      changes: {},
      state: {},
    });

    expect(bodies()).toEqual([{ name: "orders", description: "", parameter_values: { a: "1", b: "20" } }]);
  });

  it("is read with times in RFC 3339", async () => {
    const configurations = {
      id,
      name: "orders",
      created: "2026-03-01T09:30:00+0800",
      updated: "2026-03-01T10:30:00+0800",
    };
    const { cloud } = recordingCloud({ getParameterTemplate: { configurations, parameter_values: { a: "1" } } });

    expect(await parameterTemplate.read({ cloud, id })).toMatchObject({
      name: "orders",
      description: "",
      created: "2026-03-01T01:30:00.000Z",
      updated: "2026-03-01T02:30:00.000Z",
      parameterValues: { a: "1" },
    });
  });

  it("that is a copy has the engine of its original", () => {
    const copyFrom = { configurationId: "t0" };

    expect(refusals(parameterTemplate, { copyFrom })).toEqual([]);
    expect(refusals(parameterTemplate, { copyFrom, datastore: { version: "8.0" } })).toEqual([
      "datastore: cannot be set together with copyFrom: a copy has the engine of its original",
    ]);
  });
});
