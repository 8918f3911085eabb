import { describe, expect, it } from "vitest";
import { organizationSettings } from "../../../provider/clickhouse/organization-settings.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const organization = { id: "org-1", name: "Shop", enableCoreDumps: true, createdAt: "2026-01-01T00:00:00Z" };
const [details] = organizationSettings.aspects;

describe("the settings of an organization", () => {
  it("may all be left out, but the organization has a name", () => {
    expect(refusals(organizationSettings, {})).toEqual([]);
    expect(refusals(organizationSettings, { name: "" })).toHaveLength(1);
  });

  it("are taken over without a change", async () => {
    const { cloud, sent } = recordingCloud({ getOrganization: organization });
    const ids: string[] = [];

    await organizationSettings.create({ cloud, inputs: {}, created: (id) => void ids.push(id) });

    expect(ids).toEqual(["org-1"]);
    expect(sent.map(({ operation }) => operation)).toEqual(["getOrganization"]);
  });

  it("send what changes, and nothing of the private endpoints", async () => {
    const { cloud, bodies } = recordingCloud();
    const inputs = { name: "Shop", enableCoreDumps: false };

    await details.update({ cloud, id: "org-1", inputs, live: inputs, changes: { enableCoreDumps: false }, state: {} });

    expect(bodies()).toEqual([{ enableCoreDumps: false }]);
  });

  it("of another organization are not those that the state names", async () => {
    const { cloud } = recordingCloud({ getOrganization: organization });

    expect(await organizationSettings.read({ cloud, id: "org-2" })).toBeUndefined();
    expect(await organizationSettings.read({ cloud, id: "org-1" })).toEqual({
      name: "Shop",
      enableCoreDumps: true,
      createdAt: "2026-01-01T00:00:00Z",
    });
  });

  it("say at preview that no service can turn core dumps on any more", () => {
    const notice = (enableCoreDumps: boolean) =>
      typeof details.notice === "function" ? details.notice({ inputs: { enableCoreDumps }, live: {} }) : undefined;

    expect(notice(false)).toContain("core dumps");
    expect(notice(true)).toBeUndefined();
  });
});
