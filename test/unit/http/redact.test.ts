import { describe, expect, it } from "vitest";
import { harmless, secretsIn } from "../../../provider/http/redact.ts";

describe("the secrets in a request", () => {
  it("are told by the names of what holds them, at any depth and also where the vendor shortens a name", () => {
    const request = {
      name: "orders",
      db_root_pwd: "Root-1234",
      source: { credentials: { user: "ada", pin: "2468-1357" } },
    };

    expect(secretsIn(request).sort()).toEqual(["2468-1357", "Root-1234"]);
  });

  it("are replaced in what a cloud says of it", () => {
    expect(harmless("Root-1234 is too weak for orders", ["Root-1234"])).toBe("[secret] is too weak for orders");
  });
});
