import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";
import { gaussdb, Provider } from "../../../sdk/index.ts";

const registrations: { type: string; inputs: Record<string, unknown>; provider: string | undefined }[] = [];

beforeEach(async () => {
  registrations.length = 0;
  await pulumi.runtime.setMocks({
    newResource({ type, name, inputs, provider }) {
      registrations.push({ type, inputs, provider });
      return { id: `${name}-id`, state: inputs };
    },
    call: () => ({}),
  });
});

const settled = (output: pulumi.Output<unknown>) => new Promise((resolve) => void output.apply(resolve));

describe("a provider of its own", () => {
  it("configures Pulumi's plugin by the keys of the stack configuration, with secrets encrypted", async () => {
    const provider = new Provider("eu", {
      clickhouse: { organizationId: "organization" },
      huaweicloud: { region: pulumi.output("eu-west-101"), secretKey: "the-secret", projectId: undefined },
    });

    await settled(provider.id);

    expect(registrations).toMatchObject([{ type: "pulumi:providers:pulumi-nodejs" }]);
    expect(registrations[0]?.inputs).toEqual({
      "clickhouse:organizationId": "organization",
      "huaweicloud:region": "eu-west-101",
      "huaweicloud:secretKey": expect.objectContaining({ value: "the-secret" }),
    });
  });

  it("serves the resources that name it", async () => {
    const provider = new Provider("eu", { huaweicloud: { region: "eu-west-101" } });
    const template = new gaussdb.ParameterTemplate("cdc", {}, { provider });

    await settled(template.id);

    expect(registrations.at(-1)?.provider).toContain("pulumi:providers:pulumi-nodejs::eu::eu-id");
  });
});
