import { describe, expect, it } from "vitest";
import { privateDns } from "../../../../provider/gaussdb/instance/private-dns.ts";
import { instance } from "../../../../provider/gaussdb/instance.ts";
import { AnswerLost } from "../../../../provider/http/errors.ts";
import { refusals } from "../../recording-cloud.ts";
import { instanceArgs } from "./arguments.ts";
import { noticeOf, readBy, sentBy } from "./settings.ts";

const wish = { inputs: { privateDnsPrefix: "ordersdb" } };
const named = (...names: string[]) => ({ id: "i", private_dns_names: names });

/** An instance that has a name once it was applied for. */
function nameless(apply: () => void = () => undefined) {
  const names: string[] = [];
  return {
    instances: () => named(...names),
    createInstanceDns() {
      names.push("i.internal.example.com");
      apply();
      return { job_id: "j" };
    },
  };
}

describe("a private domain name", () => {
  it("is applied for first, and then gets its prefix", async () => {
    const { calls } = await sentBy(privateDns, wish, nameless());

    expect(calls).toEqual([
      ["createInstanceDns", { dns_type: "private" }],
      ["updateInstanceDns", { dns_name: "ordersdb" }],
    ]);
  });

  it("that is there only gets another prefix", async () => {
    const { calls } = await sentBy(privateDns, wish, { instances: named("i.internal.example.com") });

    expect(calls).toEqual([["updateInstanceDns", { dns_name: "ordersdb" }]]);
  });

  it("is not applied for twice when the answer is lost", async () => {
    const lost = () => {
      throw new AnswerLost({ operation: "createInstanceDns", summary: "reset" });
    };

    const { calls, failure } = await sentBy(privateDns, wish, nameless(lost));

    expect(failure).toBeUndefined();
    expect(calls.map(([operation]) => operation)).toEqual(["createInstanceDns", "updateInstanceDns"]);
  });

  it("is read by its first part, whatever the domain is", async () => {
    const read = (...names: string[]) => readBy(privateDns, { instances: named(...names) });

    expect(await read("ordersdb.internal.ap-southeast-3.taurusdb.myhuaweicloud.com")).toEqual({
      privateDnsPrefix: "ordersdb",
    });
    expect(await read()).toEqual({ privateDnsPrefix: null });
    expect(await readBy(privateDns, { instances: { id: "i", private_dns_names: null } })).toEqual({
      privateDnsPrefix: null,
    });
  });

  it("is refused with other characters, and when it is short", () => {
    expect(refusals(instance, { ...instanceArgs, privateDnsPrefix: "orders-db" })).toEqual([
      "privateDnsPrefix: must have only lower-case letters and digits",
    ]);
    expect(refusals(instance, { ...instanceArgs, privateDnsPrefix: "orders" })).toEqual([
      "privateDnsPrefix: must have at least 8 characters",
    ]);
  });

  it("says that clients must follow when there was another one", () => {
    expect(noticeOf(privateDns, wish.inputs)).toBeUndefined();
    expect(noticeOf(privateDns, wish.inputs, { privateDnsPrefix: "shop1234" })).toContain("clients must follow");
  });
});
