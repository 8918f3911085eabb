import { expect, test } from "vitest";
import { problemsOf } from "../../../../provider/definitions.ts";
import { expectNoChange, newStory } from "../story.ts";
import { kafkaPipe, mapping, mysqlPipe, service } from "./programs.ts";

const problems = async (mysql: object, more: object = {}) => {
  const source = {
    mysql: {
      host: "db.example.com",
      port: 3306,
      credentials: { username: "clickpipes", password: "Hunter2-hunter2" },
      settings: { replicationMode: "cdc" },
      tableMappings: [mapping("orders")],
      ...mysql,
    },
  };
  const args = { serviceId: "service-1", source, destination: { database: "shop" }, ...more };
  return (await problemsOf("clickhouse:ClickPipe", args, undefined)).map(({ path }) => path);
};

test("a change of the table mappings sends the tables only: no connection, and no credentials", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), mysqlPipe());
  await story.refresh();

  await story.up(service(), mysqlPipe({ tableMappings: [mapping("orders"), mapping("customers")] }));

  expect(story.bodies("updateClickPipe")).toEqual([
    { source: { mysql: { tableMappingsToAdd: [mapping("customers")], tableMappingsToRemove: [] } } },
  ]);
});

test("a changed host goes with the credentials that belong to it, which no read tells", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), mysqlPipe());
  await story.refresh();

  await story.up(service(), mysqlPipe({ host: "db-2.example.com" }));

  const [body] = story.bodies("updateClickPipe") as [{ source: { mysql: Record<string, unknown> } }];
  expect(body.source.mysql).toMatchObject({ host: "db-2.example.com", credentials: expect.anything() });
  expect(JSON.stringify(story.world.clouds.requests())).not.toContain("undefined");
});

test("the credentials of a pipe with a schema registry change alone: what cannot be patched is not sent", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), kafkaPipe());

  await story.up(service(), kafkaPipe({ credentials: { username: "key-2", password: "Hunter4-hunter4" } }));

  const [body] = story.bodies("updateClickPipe") as [{ source: { kafka: object } }];
  expect(Object.keys(body.source.kafka).sort()).toEqual(["authentication", "credentials"]);
});

test("a changed table mapping is removed in one step and added in the next, never ignored", async () => {
  using story = newStory("clickhouse");
  await story.up(service(), mysqlPipe({ tableMappings: [mapping("orders"), mapping("customers")] }));

  const changed = mapping("orders", { excludedColumns: ["card_number"] });
  const program = [service(), mysqlPipe({ tableMappings: [changed, mapping("customers")] })];
  await story.up(...program);
  await story.refresh();

  const steps = (story.bodies("updateClickPipe") as { source: { mysql: Record<string, object[]> } }[]).map(
    ({ source: { mysql } }) => [mysql.tableMappingsToRemove?.length, mysql.tableMappingsToAdd?.length],
  );
  expect(steps).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expectNoChange(await story.preview(...program));
});

test("a pipe from a database has no managed table and no table definition: they are refused by their names", async () => {
  const tableDefinition = { engine: { type: "MergeTree" } };

  expect(await problems({}, { destination: { database: "shop", managedTable: true, tableDefinition } })).toEqual([
    "destination.managedTable",
    "destination.tableDefinition",
  ]);
});

test("a way to log in is written as the API wants it, and anything else is refused at preview", async () => {
  const iamRole = "arn:aws:iam::123456789012:role/clickpipes";
  const credentials = { username: "clickpipes" };

  expect(await problems({ authentication: "iam_role", iamRole, credentials })).toContain("source.mysql.authentication");
  expect(await problems({ authentication: "IAM_ROLE", iamRole, credentials })).toEqual([]);
});

test("a password leaves the program as a hash, stands nowhere in clear, and is sent when it changes only", async () => {
  using story = newStory("clickhouse");
  const password = "Sekret-Service-1";
  await story.up(service({ password }));
  await story.up(service({ password, tags: { team: "orders" } }));
  await story.up(service({ password: "Sekret-Service-2", tags: { team: "orders" } }));

  const changes = story.bodies("updateServicePassword") as object[];
  expect(changes.map((body) => Object.keys(body).sort())).toEqual([
    ["newDoubleSha1Hash", "newPasswordHash"],
    ["newDoubleSha1Hash", "newPasswordHash"],
  ]);
  expect(story.world.stack.kept()).not.toMatch(/Sekret/);
  expect(JSON.stringify(story.world.clouds.requests())).not.toMatch(/Sekret/);
});
