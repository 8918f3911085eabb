import { describe, expect, it } from "vitest";
import { prometheusSamples } from "../../../provider/clickhouse/prometheus.ts";

describe("the samples of a metrics text", () => {
  it("have name, labels, value and time, without the comments around them", () => {
    const text = [
      "# HELP http_requests_total Requests so far.",
      "# TYPE http_requests_total counter",
      'http_requests_total{method="post",code="200"} 1027 1395066363000',
      "",
      "go_goroutines 12",
    ].join("\n");

    expect(prometheusSamples(text)).toEqual([
      {
        name: "http_requests_total",
        labels: { method: "post", code: "200" },
        value: 1027,
        timestampMs: 1_395_066_363_000,
      },
      { name: "go_goroutines", labels: {}, value: 12 },
    ]);
  });

  it("keep what their labels escape, and braces and commas in them", () => {
    const [sample] = prometheusSamples(
      String.raw`size{path="C:\\DIR\\A.TXT",error="no \"x\", {y}\nz", } 1.458255915e9`,
    );

    expect(sample).toEqual({
      name: "size",
      labels: { path: "C:\\DIR\\A.TXT", error: 'no "x", {y}\nz' },
      value: 1_458_255_915,
    });
  });

  it("may be infinite, no number, and in the past", () => {
    const values = prometheusSamples("a +Inf\nb -Inf\nc NaN\nd 1 -3982045").map(({ value }) => value);

    expect(values).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1]);
    expect(prometheusSamples("d 1 -3982045")[0]?.timestampMs).toBe(-3_982_045);
  });

  it("are as many as can be read: a broken line hides no other", () => {
    const text = 'good 1\n{nameless="x"} 1\nwithout_value\nunclosed{a="b 1\nworded one\r\nlast 2\r\n';

    expect(prometheusSamples(text).map(({ name }) => name)).toEqual(["good", "last"]);
  });
});
