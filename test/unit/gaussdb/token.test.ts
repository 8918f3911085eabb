import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tokenSource } from "../../../provider/gaussdb/token.ts";

const hour = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Tokens t1, t2, …, each valid for a day. */
function issuer() {
  let count = 0;
  return vi.fn(async () => ({ value: `t${++count}`, expires: Date.now() + 24 * hour }));
}

describe("a token", () => {
  it("is asked for once, however many calls need it at the same time", async () => {
    const issue = issuer();
    const tokens = tokenSource(issue);

    const values = await Promise.all([tokens.current(), tokens.current(), tokens.current()]);

    expect(values).toEqual(["t1", "t1", "t1"]);
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it("is renewed an hour before it expires", async () => {
    const tokens = tokenSource(issuer());
    await tokens.current();

    vi.setSystemTime(22.9 * hour);
    const before = await tokens.current();
    vi.setSystemTime(23.1 * hour);
    const after = await tokens.current();

    expect([before, after]).toEqual(["t1", "t2"]);
  });

  it("serves on while another one is not to be had", async () => {
    const issue = issuer();
    const tokens = tokenSource(issue);
    await tokens.current();
    issue.mockRejectedValue(new Error("IAM is down"));

    vi.setSystemTime(23.5 * hour);

    expect(await tokens.current()).toBe("t1");
    vi.setSystemTime(24.5 * hour);
    await expect(tokens.current()).rejects.toThrow("IAM is down");
  });

  it("is renewed once when several calls report that it was refused", async () => {
    const issue = issuer();
    const tokens = tokenSource(issue);
    await tokens.current();

    tokens.forget("t1");
    const first = await tokens.current();
    tokens.forget("t1");
    const second = await tokens.current();

    expect([first, second]).toEqual(["t2", "t2"]);
    expect(issue).toHaveBeenCalledTimes(2);
  });
});
