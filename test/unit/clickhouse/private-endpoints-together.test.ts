import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Declaration } from "../../faults/stack.ts";
import { analytics, reports } from "../../faults/subjects/analytics.ts";
import { newWorld, type World } from "../../faults/world.ts";

const [shop, office] = ["vpce-0a1b2c3d4e5f60718", "vpce-0f1e2d3c4b5a69788"];

const attachment = (name: string, service: string, privateEndpointId = shop): Declaration => ({
  token: "clickhouse:PrivateEndpointAttachment",
  name,
  after: [service],
  args: (made) => ({ serviceId: made[service]?.id, privateEndpointId }),
});

let world: World;
beforeEach(() => {
  world = newWorld("private endpoints");
});
afterEach(() => world[Symbol.dispose]());

async function up(...program: readonly Declaration[]): Promise<void> {
  const { errors } = await world.time.pass(() => world.stack.up(program));
  expect(errors).toEqual([]);
}

/** What is left to do, or has been changed by hand. */
async function differences(...program: readonly Declaration[]): Promise<readonly string[]> {
  const preview = await world.time.pass(() => world.stack.preview(program));
  const refresh = await world.time.pass(() => world.stack.previewRefresh());
  return [...preview.errors, ...preview.changes, ...refresh.errors, ...refresh.changes];
}

type Objects = readonly { readonly id: string; readonly privateEndpointIds?: readonly string[] }[];
const objects = (kind: string) => world.clouds.admin.objects().clickhouse?.[kind] as Objects;
const registered = () => objects("privateEndpoints").map(({ id }) => id);
const attachedTo = (name: string) =>
  objects("services").find(({ id }) => id === world.stack.ids()[name])?.privateEndpointIds ?? [];

const both = [analytics, attachment("shop", "analytics"), attachment("office", "analytics", office)];

describe("several attachments to one service", () => {
  it("are made at the same time, and none takes the place of another", async () => {
    await up(...both);

    expect(attachedTo("analytics").toSorted()).toEqual([shop, office].toSorted());
    expect(await differences(...both)).toEqual([]);
  });

  it("are no difference for the service, which does not own the list", async () => {
    await up(analytics);

    await up(...both);

    expect(await differences(...both)).toEqual([]);
  });

  it("lose one, and the others stay", async () => {
    await up(...both);

    await up(analytics, attachment("office", "analytics", office));

    expect(attachedTo("analytics")).toEqual([office]);
    expect(registered()).toEqual([office]);
  });

  it("are all gone at the end, from the organization too", async () => {
    await up(...both);

    await up();

    expect(registered()).toEqual([]);
  });
});

describe("a refresh of several attachments", () => {
  it("asks for each service once, and for what its endpoints must know once", async () => {
    const services = [analytics, reports];
    const names = ["shop", "office", "branch", "partner"];
    const all = services.flatMap(({ name: service }) =>
      names.map((name) => attachment(`${service}-${name}`, service, `vpce-${name}`)),
    );
    await up(...services, ...all);
    const calls: string[] = [];
    world.interfere({ before: ({ operation }) => calls.push(operation) });

    await world.time.pass(() => world.stack.refresh({ parallel: 16 }));

    expect(calls.toSorted()).toEqual(["getPrivateEndpointConfig", "getPrivateEndpointConfig", "listServices"]);
  });
});

describe("one endpoint at two services", () => {
  it("stays registered until the last of them has lost it, and can be attached again then", async () => {
    const services = [analytics, reports];
    await up(...services, attachment("first", "analytics"), attachment("second", "reports"));

    await up(...services, attachment("second", "reports"));
    expect(registered()).toEqual([shop]);
    await up(...services);
    expect(registered()).toEqual([]);

    await up(...services, attachment("again", "analytics"));
    expect(attachedTo("analytics")).toEqual([shop]);
  });

  it("is taken out of the organization when both lose it at the same time", async () => {
    const services = [analytics, reports];
    await up(...services, attachment("first", "analytics"), attachment("second", "reports"));

    await up(...services);

    expect(registered()).toEqual([]);
  });
});

describe("an endpoint that another tool has left registered in the organization", () => {
  it("is attached, though the service breaks down at it", async () => {
    await up(analytics, attachment("before", "analytics"));
    const [service] = objects("services");
    world.clouds.admin.change("clickhouse", "services", service?.id ?? "", { privateEndpointIds: [] });
    world.clouds.admin.change("clickhouse", "privateEndpoints", shop ?? "", { leftBehind: true });
    await world.time.pass(() => world.stack.refresh());

    await up(analytics, attachment("before", "analytics"));

    expect(attachedTo("analytics")).toEqual([shop]);
    expect(await differences(analytics, attachment("before", "analytics"))).toEqual([]);
  });
});

describe("two resources for one endpoint of one service", () => {
  it("are refused, with the id of what is there", async () => {
    const first = [analytics, attachment("first", "analytics")];
    await up(...first);

    const { errors } = await world.time.pass(() => world.stack.up([...first, attachment("second", "analytics")]));

    expect(errors.join()).toContain("there is a private endpoint attachment like this already");
    expect(attachedTo("analytics")).toEqual([shop]);
  });
});
