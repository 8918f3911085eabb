import { expect, test } from "vitest";
import { definitionOf } from "../../../../provider/definitions.ts";
import { kindOf } from "../../../../scripts/generate/kind.ts";
import { expectNoChange, newStory } from "../story.ts";
import { mapping, mysqlPipe, ofService, service } from "./programs.ts";

const office = { source: "203.0.113.0/24", description: "Office" };

test("an access list that was edited in the console is put right by what differs, and by no more", async () => {
  using story = newStory("clickhouse");
  const program = [service({ ipAccessList: [office, { source: "198.51.100.7" }] })];
  await story.up(...program);

  story.byHand("services", "analytics", { ipAccessList: [{ source: "192.0.2.1", description: "by hand" }, office] });
  await story.refresh();
  await story.up(...program);

  expect(story.bodies("updateService")).toEqual([
    {
      ipAccessList: {
        remove: [{ source: "192.0.2.1", description: "by hand" }],
        add: [{ source: "198.51.100.7" }],
      },
    },
  ]);
  expectNoChange(await story.preview(...program));
});

test("the order of an access list and of excluded columns means nothing", async () => {
  using story = newStory("clickhouse");
  const other = { source: "198.51.100.7" };
  const excluding = (...excludedColumns: string[]) =>
    mysqlPipe({ tableMappings: [mapping("orders", { excludedColumns }), mapping("customers")] });
  await story.up(service({ ipAccessList: [office, other] }), excluding("card_number", "birthday"));

  const turned = [service({ ipAccessList: [other, office] }), excluding("birthday", "card_number")];

  expectNoChange(await story.preview(...turned));
});

test("an entry of the access list with an empty description is the same as one without", async () => {
  using story = newStory("clickhouse");
  const program = [service({ ipAccessList: [{ source: "203.0.113.0/24" }] })];
  await story.up(...program);

  story.byHand("services", "analytics", { ipAccessList: [{ source: "203.0.113.0/24", description: "" }] });
  await story.refresh();

  expectNoChange(await story.preview(...program));
  expectNoChange(await story.preview(service({ ipAccessList: [{ source: "203.0.113.0/24", description: "" }] })));
});

test("a service that has fallen asleep shows in no plan", async () => {
  using story = newStory("clickhouse");
  await story.up(service());

  story.byHand("services", "analytics", { state: "idle" });
  await story.refresh();

  expectNoChange(await story.preview(service()));
});

test("an attached private endpoint shows in no later plan", async () => {
  using story = newStory("clickhouse");
  const program = [service(), ofService("PrivateEndpointAttachment", "link", { privateEndpointId: "vpce-1" })];
  await story.up(...program);
  await story.refresh();

  expectNoChange(await story.preview(...program));
});

test("the addresses of a service stay known while it changes, so what depends on them is not replaced", async () => {
  const { stable } = kindOf(await definitionOf("clickhouse:Service"));

  expect(stable).toMatchObject({ httpsUrl: [], nativeHost: [], iamRole: [], dataWarehouseId: [] });
  expect(stable).not.toHaveProperty("state");
  expect(stable).not.toHaveProperty("clickhouseVersion");
});
