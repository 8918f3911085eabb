import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js";
import { defaultCredentials } from "../../../../simulator/credentials.ts";
import { projectIdOf } from "../../../../simulator/gaussdb/index.ts";
import { type SimulatorOptions, startSimulator } from "../../../../simulator/index.ts";
import { answerProblems } from "./answers.ts";

const { huawei: account } = defaultCredentials;

/** An answer of the simulated cloud. */
export interface Reply<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** An instance as getInstance shows it, as far as the tests look at it. */
export interface InstanceView {
  id: string;
  name: string;
  configuration_id: string;
  nodes: { id: string; name: string; type: string; az_code: string; priority: number; need_restart: boolean }[];
}

export const region = "ap-southeast-3";
export const projectId = projectIdOf(region);

/** A creation that the cloud accepts. */
export const instanceBody = {
  region,
  name: "orders",
  datastore: { type: "gaussdb-mysql", version: "8.0" },
  mode: "Cluster",
  flavor_ref: "gaussdb.mysql.xlarge.x86.4",
  vpc_id: "3cedfc54-b105-4652-a4e0-847b11576b58",
  subnet_id: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  password: "Test_345612",
  availability_zone_mode: "single",
  slave_count: 1,
};

/** A proxy that the cloud accepts. */
export const proxyBody = { flavor_ref: "gaussdb.proxy.large.x86.2", node_num: 2, proxy_name: "orders-proxy" };

/** The body of a refusal with one of the vendor's codes. */
export function refusal(status: number, code: string) {
  return { status, body: { error_code: code } };
}

export type TestCloud = Awaited<ReturnType<typeof startCloud>>;

/** A simulator of its own whose time moves only when a test moves it, and a client that signs its requests. */
export async function startCloud(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  const advance = (seconds: number) => simulator.admin.advance(seconds);

  async function send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const target = path.replace(/^\/(v3(?:\.1)?)\/(?!projects|auth)/, `/$1/${projectId}/`);
    const reply = await fetch(simulator.url + target, {
      method,
      headers: sign(simulator.url, method, target, body),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const parsed = text === "" ? undefined : JSON.parse(text);
    const problems = reply.ok ? answerProblems(method, target, reply.status, parsed) : [];
    if (problems.length > 0) throw new Error(`${method} ${path} answers against the document: ${problems.join("; ")}`);
    return { status: reply.status, headers: reply.headers, body: parsed as T };
  }

  /** Sends a change and lets everything that it began come to its end. */
  async function finish<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const reply = await send<T>(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    advance(3600);
    return reply;
  }

  async function createInstance(body: object = {}): Promise<InstanceView> {
    const { body: made } = await finish<{ instance: { id: string } }>("POST", "/v3/instances", {
      ...instanceBody,
      ...body,
    });
    return getInstance(made.instance.id);
  }

  async function getInstance(id: string): Promise<InstanceView> {
    return (await send<{ instance: InstanceView }>("GET", `/v3.1/instances/${id}`)).body.instance;
  }

  return { simulator, send, finish, advance, createInstance, getInstance };
}

function sign(url: string, method: string, target: string, body: unknown): Record<string, string> {
  const { pathname, searchParams } = new URL(target, url);
  const credentials = new BasicCredentials().withAk(account.accessKey).withSk(account.secretKey);
  const headers = { "content-type": "application/json" };
  const queryParams = Object.fromEntries(searchParams);
  const request = { method, endpoint: url + pathname, queryParams, headers, data: body };
  const { host: _, ...signed } = AKSKSigner.sign(request, credentials) as Record<string, string>;
  return signed;
}
