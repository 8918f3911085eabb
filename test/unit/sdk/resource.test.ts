import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gaussdb } from "../../../sdk/index.ts";
import { providerText } from "../../../sdk/plugin.ts";

interface Registration {
  type: string;
  name: string;
  id: string | undefined;
  inputs: Record<string, unknown>;
  provider: string | undefined;
}
const registrations: Registration[] = [];
const errors: string[] = [];

beforeEach(async () => {
  registrations.length = 0;
  errors.length = 0;
  options.length = 0;
  vi.spyOn(pulumi.log, "error").mockImplementation(async (message) => {
    errors.push(message);
  });
  await pulumi.runtime.setMocks({
    newResource({ type, name, id, inputs, provider }) {
      registrations.push({ type, name, id, inputs, provider });
      return { id: id || `${name}-id`, state: inputs };
    },
    call: () => ({}),
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const settled = (output: pulumi.Output<unknown>) => new Promise((resolve) => void output.apply(resolve));
const secretSignature = "4dabf18193072939515e22adb298388d";

describe("a resource class", () => {
  it("registers Pulumi's dynamic type with one line of provider", async () => {
    const template = new gaussdb.ParameterTemplate("cdc", { description: "Change stream" });

    await settled(template.id);

    expect(registrations).toMatchObject([
      {
        type: "pulumi-nodejs:dynamic/gaussdb:ParameterTemplate",
        name: "cdc",
        inputs: {
          description: "Change stream",
          __provider:
            'exports.handler = () => require("pulumi-clickhouse-gaussdb/provider").handler("gaussdb:ParameterTemplate");',
          __urn: "urn:pulumi:stack::project::pulumi-nodejs:dynamic/gaussdb:ParameterTemplate::cdc",
        },
      },
    ]);
  });

  it("keeps the provider's text short enough for every state", () => {
    expect(providerText("gaussdb:ParameterTemplateApplication").length).toBeLessThan(150);
  });

  it("tells the URN that a child will have", async () => {
    const instance = new gaussdb.Instance("orders", instanceArgs);
    const template = new gaussdb.ParameterTemplate("cdc", {}, { parent: instance });

    await settled(template.id);

    expect(registrations.find(({ name }) => name === "cdc")?.inputs.__urn).toBe(
      "urn:pulumi:stack::project::pulumi-nodejs:dynamic/gaussdb:Instance$" +
        "pulumi-nodejs:dynamic/gaussdb:ParameterTemplate::cdc",
    );
  });

  it("marks a plain password as a secret", async () => {
    const instance = new gaussdb.Instance("orders", instanceArgs);

    await settled(instance.id);

    expect(await pulumi.isSecret(instance.password)).toBe(true);
    expect(await pulumi.isSecret(instance.flavorRef)).toBe(false);
    expect(registrations[0]?.inputs.password).toMatchObject({ [secretSignature]: expect.anything() });
  });

  it("tells every problem of every resource without a value, before it is registered", async () => {
    const instance = new gaussdb.Instance("orders", { ...instanceArgs, password: "short-pw", port: 1 });
    const template = new gaussdb.ParameterTemplate("cdc", { name: "with spaces" });

    await Promise.all([settled(instance.id), settled(template.id)]);

    expect(errors).toEqual([
      expect.stringContaining('gaussdb:Instance "orders": password: '),
      expect.stringContaining('gaussdb:Instance "orders": port: '),
      expect.stringContaining('gaussdb:ParameterTemplate "cdc": name: '),
    ]);
    expect(errors.join()).not.toContain("short-pw");
  });

  it("has nothing against values that come later", async () => {
    const later = pulumi.output(Promise.resolve("not a valid name"));
    const template = new gaussdb.ParameterTemplate("cdc", { name: later, parameterValues: { wait_timeout: later } });

    await settled(template.id);

    expect(errors).toEqual([]);
  });

  it("reads an existing object by its id and shows all of its properties", async () => {
    const template = gaussdb.ParameterTemplate.get("cdc", "template-7");

    await settled(template.id);

    expect(registrations).toMatchObject([{ id: "template-7" }]);
    expect(registrations[0]?.inputs).toEqual({ __provider: expect.stringContaining("ParameterTemplate") });
    expect(pulumi.Output.isInstance(template.updated)).toBe(true);
    expect(errors).toEqual([]);
  });

  it("is protected when it holds data, unless the program says otherwise", () => {
    new gaussdb.Instance("orders", instanceArgs, seeOptions);
    new gaussdb.Instance("staging", instanceArgs, { ...seeOptions, protect: false });
    new gaussdb.ParameterTemplate("cdc", {}, seeOptions);
    gaussdb.Instance.get("other", "instance-7", seeOptions);

    expect(options.map(({ protect }) => protect)).toEqual([true, false, undefined, undefined]);
  });

  it("is deleted before it is replaced when two of the same cannot exist", () => {
    new gaussdb.ParameterTemplate("cdc", {}, seeOptions);
    new gaussdb.ParameterTemplate("binlog", {}, { ...seeOptions, deleteBeforeReplace: false });

    expect(options.map(({ deleteBeforeReplace }) => deleteBeforeReplace)).toEqual([true, false]);
  });

  it("adds its secret outputs to those of the program", () => {
    new gaussdb.Instance("orders", instanceArgs, { ...seeOptions, additionalSecretOutputs: ["nodes"] });

    expect(options[0]?.additionalSecretOutputs).toEqual(["password", "nodes"]);
  });

  it("is told from other types", () => {
    const template = new gaussdb.ParameterTemplate("cdc");

    expect(gaussdb.ParameterTemplate.isInstance(template)).toBe(true);
    expect(gaussdb.Instance.isInstance(template)).toBe(false);
    expect(gaussdb.ParameterTemplate.isInstance(undefined)).toBe(false);
  });
});

const options: pulumi.CustomResourceOptions[] = [];
const seeOptions: pulumi.CustomResourceOptions = {
  transformations: [
    ({ props, opts }) => {
      options.push(opts);
      return { props, opts };
    },
  ],
};

const instanceArgs: gaussdb.InstanceArgs = {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: "vpc",
  subnetId: "subnet",
  password: "Str0ng-enough!",
};
