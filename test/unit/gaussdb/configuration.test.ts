import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settings } from "../../../provider/gaussdb/configuration.ts";

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("HW_")) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const settingsOf = (values: Readonly<Record<string, string>>) =>
  settings((key) => values[key.replace("huaweicloud:", "")]);
const key = { accessKey: "AK", secretKey: "SK" };

describe("the configuration of Huawei Cloud", () => {
  it("names every key that is missing, with its variable", () => {
    expect(() => settingsOf({})).toThrow(
      "Huawei Cloud is not configured: huaweicloud:region (HW_REGION_NAME), huaweicloud:accessKey (HW_ACCESS_KEY), " +
        "huaweicloud:secretKey (HW_SECRET_KEY) are missing. huaweicloud:domainName (HW_DOMAIN_NAME), " +
        "huaweicloud:userName (HW_USER_NAME), huaweicloud:password (HW_USER_PASSWORD) will do as well.",
    );
  });

  it("names the rest of user and password when these were begun", () => {
    const begun = { region: "ap-southeast-3", domainName: "acme", userName: "me" };

    expect(() => settingsOf(begun)).toThrow(
      "Huawei Cloud is not configured: huaweicloud:password (HW_USER_PASSWORD) is missing.",
    );
  });

  it("comes from the environment where the stack says nothing", () => {
    vi.stubEnv("HW_REGION_NAME", "ap-southeast-3");
    vi.stubEnv("HW_ACCESS_KEY", "AK");
    vi.stubEnv("HW_SECRET_KEY", "from the environment");
    vi.stubEnv("HW_PROJECT_ID", "0a1b");

    const { projectId, identity } = settingsOf({ secretKey: "from the stack" });

    expect(projectId).toBe("0a1b");
    expect(identity).toEqual({ key: { accessKey: "AK", secretKey: "from the stack" } });
  });

  it.each([
    ["ap-southeast-3", "https://gaussdb.ap-southeast-3.myhuaweicloud.com/"],
    ["ap-southeast-1", "https://gaussdbformysql.ap-southeast-1.myhuaweicloud.com/"],
    ["me-east-1", "https://gaussdbformysql.me-east-1.myhuaweicloud.com/"],
    ["af-south-1", "https://gaussdb-mysql.af-south-1.myhuaweicloud.com/"],
  ])("knows the address of the service in %s", (region, endpoint) => {
    expect(settingsOf({ region, ...key })).toMatchObject({ endpoint, authUrl: "https://iam.myhuaweicloud.com/" });
  });

  it("does not guess the address of a region that it does not know", () => {
    expect(() => settingsOf({ region: "moon-1", ...key })).toThrow(/region moon-1 is not known.*huaweicloud:endpoint/);
    expect(settingsOf({ region: "moon-1", endpoint: "https://db.example.com", ...key }).endpoint).toBe(
      "https://db.example.com/",
    );
  });

  it.each(["endpoint", "authUrl"])("takes plain http for %s from this machine only", (name) => {
    const region = "ap-southeast-3";

    expect(() => settingsOf({ region, ...key, [name]: "http://127.0.0.1:8080" })).not.toThrow();
    expect(() => settingsOf({ region, ...key, [name]: "http://10.0.0.1" })).toThrow(
      `huaweicloud:${name} must begin with https:, because credentials go there.`,
    );
  });
});
