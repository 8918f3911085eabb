import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { definitionOf } from "../../provider/definitions.ts";
import { handler } from "../../provider/index.ts";
import { tokens } from "../../provider/kinds.ts";
import { clickhouse, gaussdb } from "../../sdk/index.ts";
import { type Plugin, startPlugin } from "./wire/plugin.ts";

type Props = Record<string, unknown>;

interface ResourceClass {
  readonly __pulumiType: string;
  get(name: string, id: string): pulumi.CustomResource;
}

const modules = { clickhouse, gaussdb };
/** Functions, which ask and manage nothing, have names in lower case. */
const classes = Object.entries(modules).flatMap(([module, exported]) =>
  Object.entries<unknown>(exported)
    .filter(([name]) => /^[A-Z]/.test(name))
    .map(([name, value]) => ({ token: `${module}:${name}`, class: value as ResourceClass })),
);

/** What all providers of Pulumi's dynamic resources offer. */
const methods = ["check", "diff", "create", "read", "update", "delete", "configure"];
const registered = new Map<string, { type: string; text: string }>();
let plugin: Plugin;

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource({ type, name, id, inputs }) {
      registered.set(name, { type, text: inputs.__provider });
      return { id: id || "made", state: inputs };
    },
    call: () => ({}),
  });
  plugin = await startPlugin();
});
afterAll(() => plugin[Symbol.asyncDispose]());

describe("every kind of object", () => {
  it("has a class of its name, and every class a kind", () => {
    expect(classes.map(({ token }) => token).sort()).toEqual([...tokens].sort());
  });

  it.each(tokens)("%s has its token in its definition and in its Pulumi type", async (token) => {
    expect((await definitionOf(token)).token).toBe(token);
    expect(classOf(token).__pulumiType).toBe(`pulumi-nodejs:dynamic/${token}`);
  });
});

describe("the text that brings the provider into Pulumi's plugin", () => {
  it.each(tokens)("of %s is the one line that old states hold", async (token) => {
    const { type, text } = await register(token, () => classOf(token).get(token, "some/id"));

    expect(type).toBe(`pulumi-nodejs:dynamic/${token}`);
    expect(text).toBe(
      `exports.handler = () => require("pulumi-clickhouse-gaussdb/provider").handler(${JSON.stringify(token)});`,
    );
    expect(text.length).toBeLessThan(150);
  });

  it.each(tokens)("of %s makes the provider in the plugin, which then checks inputs", async (token) => {
    const { text } = await register(token, () => classOf(token).get(token, "some/id"));

    const { inputs, failures } = await check(text, { noSuchInput: 1 });

    expect(inputs).toMatchObject({ noSuchInput: 1, __provider: text });
    expect(failures).toContainEqual({ property: "", reason: "noSuchInput: there is no such property" });
  });

  it("is served like what Pulumi's own class for dynamic resources makes of a provider", async () => {
    const token = "gaussdb:ParameterTemplate";
    const own = await register(token, () => classOf(token).get(token, "some/id"));
    const pulumis = await register("plain", () => new PlainResource());

    expect(pulumis.type).toBe("pulumi-nodejs:dynamic/gaussdb:Plain");
    for (const { text } of [own, pulumis]) {
      const provider = await providerOf(text);
      expect(methods.filter((method) => typeof provider[method] !== "function")).toEqual([]);
    }
    const request = { description: "the same", name: "orders" };
    const answers = await Promise.all([check(own.text, request), check(pulumis.text, request)]);
    expect(answers.map(({ inputs, failures }) => ({ ...inputs, __provider: "", failures }))).toEqual([
      { ...request, __provider: "", failures: [] },
      { ...request, __provider: "", failures: [] },
    ]);
  });

  it("says clearly which resource an older version of the package does not have", async () => {
    expect(() => handler("unknown:Kind")).toThrow(
      "This version of pulumi-clickhouse-gaussdb has no resource unknown:Kind.",
    );
    const text = 'exports.handler = () => require("pulumi-clickhouse-gaussdb/provider").handler("unknown:Kind");';

    await expect(check(text, {})).rejects.toThrow("has no resource unknown:Kind");
  });
});

/** A provider in the form that Pulumi's documentation teaches. */
class PlainResource extends pulumi.dynamic.Resource {
  constructor() {
    const provider: pulumi.dynamic.ResourceProvider = {
      configure: async () => undefined,
      check: async (_olds, news) => ({ inputs: news, failures: [] }),
      diff: async () => ({ changes: false }),
      create: async () => ({ id: "made" }),
      read: async (id, props) => ({ id: String(id), props }),
      update: async () => ({}),
      delete: async () => undefined,
    };
    super(provider, "plain", {}, {}, "gaussdb", "Plain");
  }
}

function classOf(token: string): ResourceClass {
  const found = classes.find((candidate) => candidate.token === token);
  if (!found) throw new Error(`There is no class for ${token}.`);
  return found.class;
}

/** What reaches the engine when a program makes a resource. */
async function register(name: string, make: () => pulumi.CustomResource): Promise<{ type: string; text: string }> {
  const { id } = make();
  await new Promise((resolve) => void id.apply(resolve));
  const registration = registered.get(name);
  if (!registration) throw new Error(`${name} was not registered.`);
  return registration;
}

/** Does what the plugin does with the text. */
async function providerOf(text: string): Promise<Record<string, unknown>> {
  const exports: { handler?: () => Promise<object> } = {};
  new Function("exports", "require", text)(exports, createRequire(import.meta.url));
  return { ...(await exports.handler?.()) };
}

async function check(text: string, inputs: Props) {
  const request = new messages.CheckRequest();
  request.setUrn("urn:pulumi:dev::shop::pulumi-nodejs:dynamic/gaussdb:Plain::plain");
  request.setOlds(struct.Struct.fromJavaScript({}));
  request.setNews(struct.Struct.fromJavaScript({ ...inputs, __provider: text } as never));
  const answer = await new Promise<InstanceType<typeof messages.CheckResponse>>((resolve, reject) =>
    plugin.client.check(request, (error, response) => (error ? reject(error) : resolve(response))),
  );
  return {
    inputs: answer.getInputs()?.toJavaScript() ?? {},
    failures: answer.getFailuresList().map((failure) => failure.toObject()),
  };
}
