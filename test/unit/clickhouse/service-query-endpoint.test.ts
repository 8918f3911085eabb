import { describe, expect, it } from "vitest";
import { serviceQueryEndpoint } from "../../../provider/clickhouse/service-query-endpoint.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const key = "0c5d8e27-b1f4-4396-9a7d-e23f6081c4b5";
const valid = { serviceId: "s", openApiKeys: [key], roles: ["sql_console_read_only"] };
const refused = (changes: object) => refusals(serviceQueryEndpoint, { ...valid, ...changes });

describe("a query endpoint", () => {
  it("is accepted with keys and roles, also with a role that the vendor adds later", () => {
    expect(refused({})).toEqual([]);
    expect(refused({ roles: ["sql_console_writer"], allowedOrigins: ["https://a.example.com", "*"] })).toEqual([]);
  });

  it("says which id of an API key it wants, so that nobody takes the one to log in", () => {
    expect(refused({ openApiKeys: ["mYkEyIdToLogIn"] })).toEqual([
      "openApiKeys[0]: must be the UUID of an API key, as ApiKey.id has it, not the key id used to log in",
    ]);
  });

  it("is refused without a key, without a role, and with several origins in one text", () => {
    expect(refused({ openApiKeys: [] })).toEqual(["openApiKeys: must have at least 1 item"]);
    expect(refused({ roles: undefined })).toEqual(["roles: is required"]);
    expect(refused({ allowedOrigins: ["https://a.example.com,https://b.example.com"] })).toEqual([
      "allowedOrigins[0]: must be one origin",
    ]);
  });

  it("is sent as a whole, at the creation and when one part changes", async () => {
    const { cloud, sent } = recordingCloud();
    const inputs = { ...valid, allowedOrigins: ["https://a.example.com", "https://b.example.com"] };
    const ids: string[] = [];

    await serviceQueryEndpoint.create({ cloud, inputs, created: (id) => void ids.push(id) });
    await serviceQueryEndpoint.aspects[0].update({
      cloud,
      id: "s",
      inputs: { ...inputs, allowedOrigins: [] },
      live: inputs,
      changes: { allowedOrigins: [] },
      state: {},
    });

    const whole = { openApiKeys: [key], roles: ["sql_console_read_only"] };
    expect(ids).toEqual(["s"]);
    expect(sent).toEqual([
      {
        operation: "upsertServiceQueryEndpoint",
        args: { serviceId: "s", body: { ...whole, allowedOrigins: "https://a.example.com,https://b.example.com" } },
      },
      { operation: "upsertServiceQueryEndpoint", args: { serviceId: "s", body: { ...whole, allowedOrigins: "" } } },
    ]);
  });

  it("has no origins when the answer has an empty text, none or something else", async () => {
    for (const allowedOrigins of ["", undefined, null, {}]) {
      const { cloud } = recordingCloud({ getServiceQueryEndpoint: { id: "qe-1", allowedOrigins } });

      const seen = await serviceQueryEndpoint.read({ cloud, id: "s" });

      expect(seen).toMatchObject({ queryEndpointId: "qe-1", allowedOrigins: [] });
    }
  });

  it("has the origins of the answer one by one", async () => {
    const { cloud } = recordingCloud({
      getServiceQueryEndpoint: { id: "qe-1", allowedOrigins: "https://a, https://b" },
    });

    expect(await serviceQueryEndpoint.read({ cloud, id: "s" })).toMatchObject({
      allowedOrigins: ["https://a", "https://b"],
    });
  });

  it("that is there already is found, and none is", async () => {
    const there = recordingCloud({ getServiceQueryEndpoint: { id: "qe-1" } });
    const none = recordingCloud();

    expect(await serviceQueryEndpoint.find({ cloud: there.cloud, inputs: valid })).toEqual(["s"]);
    expect(await serviceQueryEndpoint.find({ cloud: none.cloud, inputs: valid })).toEqual([]);
  });

  it("warns of what opens the service", () => {
    expect(serviceQueryEndpoint.notice?.(valid)).toBeUndefined();
    expect(serviceQueryEndpoint.notice?.({ ...valid, roles: ["sql_console_admin"], allowedOrigins: ["*"] })).toBe(
      "The keys may change and drop everything in the service: sql_console_admin. Pages of every origin may use the query " +
        "endpoint (*).",
    );
  });
});
