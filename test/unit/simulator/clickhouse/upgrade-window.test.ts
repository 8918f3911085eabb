import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organizationId, type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let service: ServiceView;
beforeEach(async () => {
  cloud = await startCloud();
  service = await cloud.createService();
});
afterEach(() => cloud.simulator.close());

const wednesday = { weekday: 3, startHourUtc: 12 };
const pathOf = ({ id }: ServiceView) => `/services/${id}/upgradeWindow`;
const withoutUpgrades = () =>
  cloud.simulator.admin.change("clickhouse", "organizations", organizationId, {
    features: { scheduledUpgrades: false },
  });

it("is not found before it is set and after it is deleted", async () => {
  const before = await cloud.send("GET", pathOf(service));
  const early = await cloud.send("DELETE", pathOf(service));
  const set = await cloud.send("PUT", pathOf(service), wednesday);
  const there = await cloud.send("GET", pathOf(service));
  const deleted = await cloud.send("DELETE", pathOf(service));
  const after = await cloud.send("GET", pathOf(service));

  expect([before, early, after].map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(set.result).toEqual({ ...wednesday, duration: 6 });
  expect(there.result).toEqual(set.result);
  expect(deleted).toMatchObject({ status: 200, result: undefined });
});

it.each([
  [{ weekday: 7, startHourUtc: 12 }, "weekday"],
  [{ weekday: 3, startHourUtc: 13 }, "startHourUtc"],
  [{ weekday: 3 }, "startHourUtc is required"],
  [{ ...wednesday, duration: 6 }, "duration is unknown"],
])("is refused as %j", async (body, text) => {
  expect(await cloud.send("PUT", pathOf(service), body)).toMatchObject({
    status: 400,
    error: expect.stringContaining(text),
  });
});

it("of a secondary service is that of the primary and cannot be changed there", async () => {
  const { dataWarehouseId } = service;
  const secondary = await cloud.createService({ dataWarehouseId });
  await cloud.send("PUT", pathOf(service), wednesday);

  const shown = await cloud.send("GET", pathOf(secondary));
  const set = await cloud.send("PUT", pathOf(secondary), { weekday: 1, startHourUtc: 0 });
  const deleted = await cloud.send("DELETE", pathOf(secondary));

  expect(shown.result).toMatchObject(wednesday);
  expect([set, deleted]).toMatchObject([{ status: 400 }, { status: 400 }]);
  expect(set.error).toContain("secondary service");
});

describe("without scheduled upgrades", () => {
  it("cannot be set, but deleted", async () => {
    await cloud.send("PUT", pathOf(service), wednesday);
    withoutUpgrades();

    const set = await cloud.send("PUT", pathOf(service), wednesday);
    const deleted = await cloud.send("DELETE", pathOf(service));

    expect(set).toMatchObject({ status: 403, error: expect.stringMatching(/^FORBIDDEN: /) });
    expect(deleted.status).toBe(200);
  });
});
