/** A sample of a metric. */
export interface PrometheusSample {
  /** Name of the sample, for example `http_requests_total`, or `http_request_duration_seconds_bucket`. */
  name: string;
  /** Its labels. */
  labels: { [name: string]: string };
  /** Its value, which may be infinite or no number. */
  value: number;
  /** Time of the sample, in milliseconds since 1970, where the text tells one. */
  timestampMs?: number;
}

const sample =
  /^(?<name>[a-zA-Z_:][\w:]*)\s*(?:\{(?<labels>(?:[^"}]|"(?:\\.|[^"\\])*")*)\})?\s*(?<value>\S+)(?:\s+(?<time>-?\d+))?\s*$/;
const label = /(?<name>[a-zA-Z_]\w*)\s*=\s*"(?<value>(?:\\.|[^"\\])*)"/g;

/**
 * The samples in a text in Prometheus' format, version 0.0.4. Comments, with them the help and type of a metric, and
 * lines that no sample can be read from are left out. The registry has no parser of it that is kept up.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function prometheusSamples(text: string): PrometheusSample[] {
  return text.split("\n").flatMap((line) => {
    const { name, labels = "", value, time } = sample.exec(line.trim())?.groups ?? {};
    if (name === undefined || value === undefined) return [];
    const number = numberOf(value);
    if (number === undefined) return [];
    return [{ name, labels: labelsOf(labels), value: number, ...(time ? { timestampMs: Number(time) } : {}) }];
  });
}

function labelsOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(label)].map(({ groups = {} }) => [groups.name, unescaped(groups.value ?? "")]);
  return Object.fromEntries(pairs);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
}

/** Go's spellings of infinity, which Prometheus prints, are not JavaScript's. */
function numberOf(text: string): number | undefined {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  const number = Number(text);
  return Number.isNaN(number) ? undefined : number;
}
