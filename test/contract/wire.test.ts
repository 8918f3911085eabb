import { fileURLToPath } from "node:url";
import type { ServiceError } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import status from "@pulumi/pulumi/proto/status_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Plugin, startPlugin } from "./wire/plugin.ts";

type Props = Record<string, unknown>;

const fixture = fileURLToPath(new URL("./wire/fixture.ts", import.meta.url));
const type = "pulumi-nodejs:dynamic/fake:Box";

let plugin: Plugin;

async function start(options?: Parameters<typeof startPlugin>[0]): Promise<void> {
  plugin = await startPlugin(options);
  await configure();
}

const stop = () => plugin[Symbol.asyncDispose]();

describe("what the engine sends with a request reaches the provider", () => {
  beforeAll(async () => {
    await start();
    await warmUp();
  });
  afterAll(stop);

  it("in check", async () => {
    const { seen } = await check("echo", "one", {}, { tag: 1 });

    expect(seen).toEqual({ tag: 1, wire: { urn: urn("one") } });
  });

  it("in diff", async () => {
    const answer = await diff("echo", "one", { olds: {}, news: { tag: 2 }, oldInputs: { size: 5 } });

    expect(JSON.parse(answer.getReplacesList()[0] ?? "")).toEqual({
      tag: 2,
      wire: { urn: urn("one"), recordedInputs: { size: 5 } },
    });
  });

  it("in create", async () => {
    const { seen } = await create("echo", "one", { tag: 3 }, { timeout: 540 });

    expect(seen).toEqual({ tag: 3, wire: { urn: urn("one"), timeoutSeconds: 540 } });
  });

  it("in read", async () => {
    const { seen } = await read("echo", "one", { tag: 4 }, { timeout: 60, inputs: { size: 6 } });

    expect(seen).toMatchObject({
      tag: 4,
      wire: { urn: urn("one"), timeoutSeconds: 60, recordedInputs: { size: 6 } },
    });
  });

  it("in update", async () => {
    const { seen } = await update("echo", "one", { tag: 5 }, { timeout: 90, oldInputs: { size: 7 } });

    expect(seen).toEqual({ tag: 5, wire: { urn: urn("one"), timeoutSeconds: 90, recordedInputs: { size: 7 } } });
  });

  it("in delete", async () => {
    const failure = await remove("echo", "one", { tag: 6 }, { timeout: 120 }).catch((error: ServiceError) => error);

    expect(JSON.parse((failure as ServiceError).details)).toMatchObject({
      tag: 6,
      wire: { urn: urn("one"), timeoutSeconds: 120 },
    });
  });

  it("never mixed up between requests that run at the same time", async () => {
    const tags = Array.from({ length: 40 }, (_, tag) => tag);

    const answers = await Promise.all(
      tags.map((tag) => {
        const props = { tag, pauseMs: (tag * 7) % 30 };
        if (tag % 4 === 0) return create("echo", `r${tag}`, props, { timeout: tag + 1 });
        if (tag % 4 === 1) return update("echo", `r${tag}`, props, { timeout: tag + 1 });
        if (tag % 4 === 2) return read("echo", `r${tag}`, props, { timeout: tag + 1 });
        return check("echo", `r${tag}`, {}, props);
      }),
    );

    expect(answers.map(({ seen }) => seen)).toMatchObject(
      tags.map((tag) => ({
        tag,
        wire: { urn: urn(`r${tag}`), ...(tag % 4 === 3 ? {} : { timeoutSeconds: tag + 1 }) },
      })),
    );
  });
});

describe("a running plugin", () => {
  beforeAll(async () => {
    await start();
    await warmUp();
  });
  afterAll(stop);
  beforeEach(() => void plugin.log.splice(0));

  it("answers a diff with each changed property, so that replaceOnChanges works", async () => {
    const answer = await diff("box", "one", {
      olds: { region: "north", size: 5, level: 1, tags: { kept: "1", "a.b": "2" } },
      news: { region: "south", size: 5, level: 2, tags: { kept: "1", added: "3" } },
    });

    const { Kind } = messages.PropertyDiff;
    expect(answer.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_SOME);
    expect(answer.getReplacesList()).toEqual(["region"]);
    expect(answer.getHasdetaileddiff()).toBe(true);
    expect(answer.getDiffsList()).toEqual(["region", "level", "tags"]);
    const kinds: Record<string, number> = {};
    answer.getDetaileddiffMap().forEach((detail, path) => {
      kinds[path] = detail.getKind();
    });
    expect(kinds).toEqual({
      region: Kind.UPDATE_REPLACE,
      level: Kind.UPDATE,
      "tags.added": Kind.ADD,
      'tags["a.b"]': Kind.DELETE,
    });
  });

  it("says nothing in detail when nothing has changed", async () => {
    const answer = await diff("box", "one", { olds: { region: "north" }, news: { region: "north" } });

    expect(answer.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_NONE);
    expect(answer.getHasdetaileddiff()).toBe(false);
  });

  it("goes on after a message that the engine has answered", async () => {
    await create("box", "one", { region: "north", name: "one" });
    await vi.waitFor(() => expect(plugin.log).not.toEqual([]));
    const again = await create("box", "two", { region: "north", name: "two" });

    expect(again).toMatchObject({ region: "north", name: "two", state: "ready" });
  });

  it("warns at the resource", async () => {
    await diff("box", "one", { olds: { region: "north" }, news: { region: "south" } });

    await vi.waitFor(() =>
      expect(plugin.log).toMatchObject([
        { severity: 2, ephemeral: false, urn: urn("one"), message: expect.stringContaining("would be replaced") },
      ]),
    );
  });
});

describe("a plugin of its own", () => {
  afterEach(stop);

  it("keeps an accepted object at once when the user presses Ctrl-C", async () => {
    await start();
    await warmUp();
    const creation = create("slowBox", "one", { region: "north", name: "one" }).catch((error) => error);
    await vi.waitFor(() => expect(plugin.log.map(({ message }) => message).join()).toContain("accepted as box-"));

    await cancel();
    const kept = initFailure(await creation);

    expect(kept.getReasonsList().join()).toMatch(
      /^box box-1 was accepted, but its creation has not finished, interrupted; .* The next "pulumi up" goes on/,
    );
    expect(kept.getId()).toBe("box-1");
    expect(kept.getProperties()?.toJavaScript()).toMatchObject({
      region: "north",
      __unfinished: "creation",
      __provider: providerText("slowBox"),
    });
  });

  it("keeps the recorded inputs when the very first request is a read, which comes before anything listens", async () => {
    await start();

    const made = await new Promise<InstanceType<typeof messages.ReadResponse>>((resolve, reject) =>
      plugin.client.read(readRequest("box", "one", { region: "north" }, { id: "box-kept" }), (error, answer) =>
        error ? reject(error) : resolve(answer),
      ),
    );

    expect(made.getId()).toBe("box-kept");
    expect(made.getInputs()).toBeUndefined();
  });

  it("knows itself when it is started by its folder", async () => {
    await start({ entry: "" });
    await warmUp();
    await diff("box", "one", { olds: { region: "north" }, news: { region: "south" } });

    await vi.waitFor(() => expect(plugin.log).toMatchObject([{ urn: urn("one") }]));
  });
});

function urn(name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

function providerText(provider: string): string {
  return `exports.handler = () => require(${JSON.stringify(fixture)}).${provider}();`;
}

function properties(provider: string, props: Props) {
  return struct.Struct.fromJavaScript({ ...props, __provider: providerText(provider) } as never);
}

/** The first request of a process comes before the module that listens is loaded. */
async function warmUp(): Promise<void> {
  await check("echo", "warm-up", {}, {});
}

async function configure(): Promise<void> {
  const request = new messages.ConfigureRequest();
  request.setArgs(struct.Struct.fromJavaScript({}));
  await new Promise<void>((resolve, reject) =>
    plugin.client.configure(request, (error) => (error ? reject(error) : resolve())),
  );
}

async function cancel(): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    plugin.client.cancel(new empty.Empty(), (error) => (error ? reject(error) : resolve())),
  );
}

async function check(provider: string, name: string, olds: Props, news: Props): Promise<Props> {
  const request = new messages.CheckRequest();
  request.setUrn(urn(name));
  request.setOlds(struct.Struct.fromJavaScript(olds as never));
  request.setNews(properties(provider, news));
  const answer = await new Promise<InstanceType<typeof messages.CheckResponse>>((resolve, reject) =>
    plugin.client.check(request, (error, response) => (error ? reject(error) : resolve(response))),
  );
  return answer.getInputs()?.toJavaScript() ?? {};
}

async function diff(provider: string, name: string, { olds, news, oldInputs }: Record<string, Props>) {
  const request = new messages.DiffRequest();
  request.setUrn(urn(name));
  request.setId("box-1");
  request.setOlds(properties(provider, olds ?? {}));
  request.setNews(properties(provider, news ?? {}));
  if (oldInputs) request.setOldInputs(struct.Struct.fromJavaScript(oldInputs as never));
  return new Promise<InstanceType<typeof messages.DiffResponse>>((resolve, reject) =>
    plugin.client.diff(request, (error, response) => (error ? reject(error) : resolve(response))),
  );
}

async function create(provider: string, name: string, props: Props, { timeout = 0 } = {}): Promise<Props> {
  const request = new messages.CreateRequest();
  request.setUrn(urn(name));
  request.setTimeout(timeout);
  request.setProperties(properties(provider, props));
  const answer = await new Promise<InstanceType<typeof messages.CreateResponse>>((resolve, reject) =>
    plugin.client.create(request, (error, response) => (error ? reject(error) : resolve(response))),
  );
  return answer.getProperties()?.toJavaScript() ?? {};
}

function readRequest(
  provider: string,
  name: string,
  props: Props,
  { id = "box-1", timeout = 0, inputs }: { id?: string; timeout?: number; inputs?: Props },
) {
  const request = new messages.ReadRequest();
  request.setUrn(urn(name));
  request.setId(id);
  request.setTimeout(timeout);
  request.setProperties(properties(provider, props));
  if (inputs) request.setInputs(struct.Struct.fromJavaScript(inputs as never));
  return request;
}

async function read(...args: Parameters<typeof readRequest>): Promise<Props> {
  const answer = await new Promise<InstanceType<typeof messages.ReadResponse>>((resolve, reject) =>
    plugin.client.read(readRequest(...args), (error, response) => (error ? reject(error) : resolve(response))),
  );
  return answer.getProperties()?.toJavaScript() ?? {};
}

async function update(
  provider: string,
  name: string,
  news: Props,
  { timeout, oldInputs = {} }: { timeout: number; oldInputs?: Props },
): Promise<Props> {
  const request = new messages.UpdateRequest();
  request.setUrn(urn(name));
  request.setId("box-1");
  request.setTimeout(timeout);
  request.setOlds(properties(provider, {}));
  request.setNews(properties(provider, news));
  if (Object.keys(oldInputs).length > 0) request.setOldInputs(struct.Struct.fromJavaScript(oldInputs as never));
  const answer = await new Promise<InstanceType<typeof messages.UpdateResponse>>((resolve, reject) =>
    plugin.client.update(request, (error, response) => (error ? reject(error) : resolve(response))),
  );
  return answer.getProperties()?.toJavaScript() ?? {};
}

async function remove(provider: string, name: string, props: Props, { timeout = 0 } = {}): Promise<void> {
  const request = new messages.DeleteRequest();
  request.setUrn(urn(name));
  request.setId("box-1");
  request.setTimeout(timeout);
  request.setProperties(properties(provider, props));
  await new Promise<void>((resolve, reject) =>
    plugin.client.delete(request, (error) => (error ? reject(error) : resolve())),
  );
}

/** What an error of `create` hands to the engine to keep. */
function initFailure(error: ServiceError): InstanceType<typeof messages.ErrorResourceInitFailed> {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const [detail] = status.Status.deserializeBinary(new Uint8Array(bytes as Buffer)).getDetailsList();
  return messages.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
}
