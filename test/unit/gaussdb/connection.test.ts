import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../../../provider/gaussdb/connection.ts";
import { CloudError, JobFailed } from "../../../provider/http/errors.ts";
import { newOperation } from "../http/fakes.ts";
import { type Heard, type Reply, startServer, type TestServer } from "../http/server.ts";

let server: TestServer | undefined;

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("HW_")) vi.stubEnv(name, undefined);
});

afterEach(() => {
  server?.close();
  server = undefined;
  vi.unstubAllEnvs();
});

const key = { accessKey: "AK", secretKey: "SK" };
const user = { domainName: "acme", userName: "me", password: "pass-word" };

async function connectTo(answer: (request: Heard) => Reply | Promise<Reply>, values: Record<string, string>) {
  server = await startServer(answer);
  const all: Record<string, string> = {
    region: "ap-southeast-3",
    endpoint: server.url,
    authUrl: server.url,
    ...values,
  };
  const connection = await connect((name) => all[name.replace("huaweicloud:", "")]);
  return { connection, heard: server.heard };
}

async function cloudThat(answer: (request: Heard) => Reply | Promise<Reply>) {
  const { connection, heard } = await connectTo(answer, { projectId: "p1", ...key });
  const { operation, interrupt } = newOperation();
  return { cloud: connection.during(operation), connection, heard, interrupt };
}

const refusal = (status: number, error_code: string, error_msg = "refused"): Reply => ({
  status,
  body: { error_code, error_msg },
});
const paths = (heard: readonly Heard[]) => heard.map(({ method, path }) => `${method} ${path.replace("/v3/p1", "")}`);

describe("an account", () => {
  it("has the project of the region when none is named", async () => {
    const { connection, heard } = await connectTo(
      () => ({
        body: {
          projects: [
            { id: "p9", name: "ap-southeast-3_sub" },
            { id: "p7", name: "ap-southeast-3" },
          ],
        },
      }),
      key,
    );

    expect(connection.account).toBe("ap-southeast-3/p7");
    expect(heard.map(({ path, query }) => `${path}?${query}`)).toEqual(["/v3/projects?name=ap-southeast-3"]);
    expect(heard[0]?.headers.authorization).toMatch(/^SDK-HMAC-SHA256 Access=AK, /);
  });

  it("that lacks the project is an error that names it, and nothing is created", async () => {
    const failure = connectTo(() => ({ body: { projects: [] } }), key);

    await expect(failure).rejects.toThrow(/the account has no project ap-southeast-3 \(200\).*Check region/);
    expect(server?.heard.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("does not repeat what IAM says to a wrong password", async () => {
    const quoting = { status: 401, body: { error: { message: "wrong password: pass-word" } } };

    const error = await connectTo(() => quoting, user).catch((thrown: unknown) => thrown);

    expect((error as Error).message).toBe(
      "issueToken failed: Huawei Cloud IAM refused the request (401). Check region, project and credentials.",
    );
  });

  it("with user and password sends a token, for the project that is named", async () => {
    const { connection, heard } = await connectTo(
      ({ path }) =>
        path === "/v3/auth/tokens"
          ? {
              status: 201,
              headers: { "x-subject-token": "t1" },
              body: { token: { expires_at: "2999-01-01T00:00:00Z" } },
            }
          : { body: { instances: [] } },
      { ...user, projectId: "p1" },
    );

    await connection.during(newOperation().operation).get("listInstances", {});

    expect(heard[0]?.body).toMatchObject({ auth: { scope: { project: { id: "p1" } } } });
    expect(heard[1]?.headers).toMatchObject({ "x-auth-token": "t1", "x-language": "en-us", "x-project-id": "p1" });
  });

  it.each([
    ["401", { status: 401 }],
    ["403 DBS.280056", refusal(403, "DBS.280056")],
  ])("renews its token after %s, even for a creating call", async (_, refused) => {
    let issued = 0;
    const { connection, heard } = await connectTo(
      ({ path, headers }) => {
        if (path === "/v3/auth/tokens") return { status: 201, headers: { "x-subject-token": `t${++issued}` } };
        return headers["x-auth-token"] === "t1" ? refused : { body: { configurations: { id: "c1" } } };
      },
      { ...user, projectId: "p1" },
    );

    const made = await connection
      .during(newOperation().operation)
      .begin("createParameterTemplate", { body: { name: "x" } });

    expect(made).toEqual({ configurations: { id: "c1" } });
    expect(heard.slice(1).map(({ headers }) => headers["x-auth-token"])).toEqual(["t1", undefined, "t2"]);
  });
});

describe("an instance", () => {
  it("is gone when the cloud says so", async () => {
    const { cloud } = await cloudThat(() => refusal(404, "DBS.200045"));

    expect(await cloud.instances.get("i1")).toBeUndefined();
  });

  it.each([
    ["a page of a proxy", { status: 404, body: "<html></html>" }],
    ["the gateway", { status: 404, body: { error_code: "APIG.0101", error_msg: "The API does not exist" } }],
  ])("is not gone because of a 404 of %s", async (_, reply) => {
    const { cloud } = await cloudThat(() => reply);

    await expect(cloud.instances.get("i1")).rejects.toBeInstanceOf(CloudError);
  });

  it("that the account may not see is gone only if the list does not show it either", async () => {
    const { cloud } = await cloudThat(({ path }) =>
      path.endsWith("/instances") ? { body: { instances: [{ id: "i1" }] } } : refusal(403, "DBS.200044"),
    );

    await expect(cloud.instances.get("i1")).rejects.toThrow(/DBS\.200044/);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await cloud.instances.get("i2")).toBeUndefined();
  });

  it("shares a call with others that are wanted at the same time", async () => {
    const { cloud, heard } = await cloudThat(({ query }) => ({
      body: {
        instances: query
          .get("instance_ids")
          ?.split(",")
          .map((id) => ({ id })),
      },
    }));

    const found = await Promise.all(["i1", "i2"].map((id) => cloud.instances.get(id)));

    expect(found).toEqual([{ id: "i1" }, { id: "i2" }]);
    expect(heard.map(({ path, query }) => `${path}?${query}`)).toEqual([
      "/v3.1/p1/instances/details?instance_ids=i1%2Ci2",
    ]);
  });
});

describe("a change of an instance", () => {
  const rename = (instance_id: string) => ["updateInstanceName", { instance_id, body: { name: "x" } }] as const;

  /** Jobs that run until they are asked for twice. */
  function jobs(outcome: object = { status: "Completed" }) {
    const looks = new Map<string, number>();
    let count = 0;
    return ({ path, query }: Heard): Reply => {
      if (path.endsWith("/immediate-jobs")) return { body: { jobs: [] } };
      if (!path.endsWith("/jobs")) return { body: { job_id: `j${++count}` } };
      const id = query.get("id") ?? "";
      looks.set(id, (looks.get(id) ?? 0) + 1);
      if (looks.get(id) === 1) return refusal(400, "DBS.200543");
      return { body: { job: looks.get(id) === 2 ? { id, status: "Running" } : { id, ...outcome } } };
    };
  }

  it("returns when its job is over; that the job cannot be queried at first is no error", async () => {
    const { cloud, heard } = await cloudThat(jobs());

    await cloud.change(...rename("i1"));

    expect(paths(heard)).toEqual(["PUT /instances/i1/name", "GET /jobs", "GET /jobs", "GET /jobs"]);
  });

  it("fails with the reason of its job", async () => {
    const { cloud } = await cloudThat(jobs({ status: "Failed", fail_reason: "no capacity" }));

    const error = await cloud.change(...rename("i1")).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(JobFailed);
    expect((error as Error).message).toBe("updateInstanceName failed: its job j1 failed: no capacity.");
  });

  it("begins when the one before it is over, even if another resource asks", async () => {
    const { cloud, connection, heard } = await cloudThat(jobs());
    const other = connection.during(newOperation().operation);

    await Promise.all([cloud.change(...rename("i1")), other.change(...rename("i1"))]);

    const one = ["PUT /instances/i1/name", "GET /jobs", "GET /jobs", "GET /jobs"];
    expect(paths(heard)).toEqual([...one, ...one]);
  });

  it("does not wait for other instances", async () => {
    const { cloud, heard } = await cloudThat(jobs());

    await Promise.all([cloud.change(...rename("i1")), cloud.change(...rename("i2"))]);

    expect(paths(heard).slice(0, 2).sort()).toEqual(["PUT /instances/i1/name", "PUT /instances/i2/name"]);
  });

  it("waits while another has the instance to itself, who may change it", async () => {
    const { cloud, connection, heard } = await cloudThat(jobs());
    const other = connection.during(newOperation().operation);
    const order: string[] = [];

    const work = cloud.exclusively("i1", async (held) => {
      await held.change(...rename("i1"));
      await held.exclusively("i1", (again) => again.change(...rename("i1")));
      order.push("exclusively");
    });
    const change = other.change(...rename("i1")).then(() => order.push("other"));
    await Promise.all([work, change]);

    expect(order).toEqual(["exclusively", "other"]);
    expect(paths(heard).filter((path) => path.startsWith("PUT"))).toHaveLength(3);
  });

  it("that waits for its turn ends at once when it is interrupted", async () => {
    const { cloud, connection, heard } = await cloudThat(jobs());
    const { operation, interrupt } = newOperation();
    let release = () => {};
    const work = cloud.exclusively("i1", () => new Promise<void>((resolve) => (release = resolve)));

    const change = connection.during(operation).change(...rename("i1"));
    interrupt();

    await expect(change).rejects.toThrow("interrupted");
    release();
    await work;
    expect(heard).toEqual([]);
  });

  it("is sent again while another operation runs on the instance", async () => {
    const replies = [refusal(400, "DBS.201014"), refusal(409, "DBS.200019"), { body: {} }];
    const { cloud, heard } = await cloudThat(() => replies.shift() ?? {});

    await cloud.change(...rename("i1"));

    expect(heard).toHaveLength(3);
  });

  it("tells what the user can do about a refusal", async () => {
    const { cloud } = await cloudThat(() => refusal(409, "DBS.200316", "storage full"));

    await expect(cloud.change(...rename("i1"))).rejects.toThrow(
      "updateInstanceName failed: storage full (409, DBS.200316). The storage is full: enlarge it first.",
    );
  });

  it("follows each of several jobs", async () => {
    const { cloud, heard } = await cloudThat(({ path, query }) => ({
      body: path.endsWith("/immediate-jobs") ? { jobs: [] } : { job: { id: query.get("id"), status: "Completed" } },
    }));

    await cloud.finished({ job_id: "j1,j2" }, "the change");
    await cloud.finished({ workflow_id: "w1" }, "the change");
    await cloud.finished({ order_id: "o1" }, "the change");

    expect(heard.map(({ query }) => query.get("id") ?? query.get("status"))).toEqual(["Running", "j1", "j2", "w1"]);
  });
});
