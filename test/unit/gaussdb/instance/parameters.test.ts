import { describe, expect, it } from "vitest";
import { parameters } from "../../../../provider/gaussdb/instance/parameters.ts";
import { readBy, sentBy } from "./settings.ts";

const template = {
  instances: { id: "i", configuration_id: "t" },
  getParameterTemplate: { parameter_values: { max_connections: "1500", long_query_time: "10" } },
};

describe("the parameters of an instance", () => {
  it("are read to the last page", async () => {
    const all = Array.from({ length: 125 }, (_, index) => ({ name: `p${index}`, value: index }));
    const getInstanceParameters = ({ offset, limit }: { offset: number; limit: number }) => ({
      parameter_values: all.slice(offset, offset + limit),
    });

    const seen = (await readBy(parameters, { getInstanceParameters })) as { parameterValues: object };

    expect(Object.keys(seen.parameterValues)).toHaveLength(125);
    expect(seen.parameterValues).toMatchObject({ p0: 0, p124: 124 });
  });

  it("are sent as texts, and only those that differ", async () => {
    const { calls } = await sentBy(parameters, {
      live: { parameterValues: { long_query_time: "1", autocommit: "ON", max_connections: "1500" } },
      inputs: { parameterValues: { long_query_time: 1, autocommit: "on", max_connections: 1700 } },
    });

    expect(calls).toEqual([["updateInstanceParameters", { parameter_values: { max_connections: "1700" } }]]);
  });

  it("go back to their values in the template when they are taken out", async () => {
    const change = {
      live: { parameterValues: { max_connections: 1700, long_query_time: 1 } },
      inputs: { parameterValues: { long_query_time: 2 } },
    };

    const { calls, warnings } = await sentBy(parameters, change, template);

    expect(calls).toEqual([
      ["updateInstanceParameters", { parameter_values: { max_connections: "1500", long_query_time: "2" } }],
    ]);
    expect(warnings).toEqual([]);
  });

  it("stay as they are, which is said, when the template does not tell them", async () => {
    const change = { live: { parameterValues: { max_connections: 1700 } }, inputs: { parameterValues: {} } };

    const { calls, warnings } = await sentBy(parameters, change, { instances: template.instances });

    expect(calls).toEqual([]);
    expect(warnings).toEqual([
      "parameterValues: max_connections stay as they are: the template of the instance does not tell them.",
    ]);
  });
});
