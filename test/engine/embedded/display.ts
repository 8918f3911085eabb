import type { Op } from "../engine.ts";
import type { DiagnosticEvent, EngineEvent, StepMetadata } from "../events.ts";
import { changedKeys } from "../result.ts";
import { parsePath, valueAt } from "./property-path.ts";
import { partsOf, stackType } from "./urn.ts";

/** Shows an operation as lines of text, in the manner of the CLI without a terminal. */
export interface Display {
  show(event: EngineEvent): void;
  /** Adds a line of its own. */
  say(line: string): void;
  /** All lines so far. */
  text(): string;
}

export interface DisplayOptions {
  readonly title: string;
  /** Nothing is done, so there is neither a beginning nor an end. */
  readonly dryRun: boolean;
  onLine(line: string): void;
}

type Sign = "  " | "+ " | "~ " | "- " | "+-" | "++" | "--" | "> " | ">>" | "< " | "= ";
const verbs: Readonly<Record<Op, readonly [sign: Sign, wish: string, doing: string, done: string]>> = {
  same: ["  ", "unchanged", "unchanged", "unchanged"],
  create: ["+ ", "create", "creating", "created"],
  update: ["~ ", "update", "updating", "updated"],
  delete: ["- ", "delete", "deleting", "deleted"],
  replace: ["+-", "replace", "replacing", "replaced"],
  "create-replacement": ["++", "create replacement", "creating replacement", "created replacement"],
  "delete-replaced": ["--", "delete original", "deleting original", "deleted original"],
  read: ["> ", "read", "reading", "read"],
  "read-replacement": [">>", "read for replacement", "reading for replacement", "read for replacement"],
  "read-discard": ["< ", "discard", "discarding", "discarded"],
  "discard-replaced": ["< ", "discard original", "discarding original", "discarded original"],
  import: ["= ", "import", "importing", "imported"],
  "remove-pending-replace": ["- ", "forget", "forgetting", "forgotten"],
  refresh: ["~ ", "refresh", "refreshing", "refreshed"],
};

export function createDisplay({ title, dryRun, onLine }: DisplayOptions): Display {
  const lines: string[] = [];
  const diagnostics: DiagnosticEvent[] = [];
  const begun = new Map<string, number>();
  let outputs: Readonly<Record<string, unknown>> = {};
  const print = (...text: readonly string[]) => {
    for (const line of text.flatMap((one) => one.split("\n"))) {
      lines.push(line);
      onLine(line);
    }
  };
  const began = (step: StepMetadata) => {
    begun.set(step.urn + step.op, performance.now());
    if (dryRun && step.op !== "refresh") print(...stepLines(step, verbs[step.op][1]));
    else if (!dryRun && isWork(step)) print(...stepLines(step, verbs[step.op][2]));
  };
  const ended = (step: StepMetadata) => {
    if (step.type === stackType && step.new) outputs = step.new.outputs;
    const isRefreshed = begun.has(`${step.urn}refresh`) && step.op !== "refresh";
    if (isRefreshed) print(...stepLines(step, verbs[step.op][dryRun ? 1 : 3]));
    else if (!dryRun && isWork(step)) print(`${headOf(step)} ${verbs[step.op][3]} (${secondsSince(step)} s)`);
  };
  const secondsSince = ({ urn, op }: StepMetadata) =>
    ((performance.now() - (begun.get(urn + op) ?? performance.now())) / 1000).toFixed(1);
  print(`${title}:`);
  return {
    show({ diagnosticEvent, resourcePreEvent, resOutputsEvent, resOpFailedEvent, summaryEvent }) {
      if (diagnosticEvent?.ephemeral) print(`    ${prefixOf(diagnosticEvent)}${diagnosticEvent.message.trimEnd()}`);
      else if (diagnosticEvent) diagnostics.push(diagnosticEvent);
      if (resourcePreEvent) began(resourcePreEvent.metadata);
      if (resOutputsEvent) ended(resOutputsEvent.metadata);
      if (resOpFailedEvent) {
        const { metadata } = resOpFailedEvent;
        print(`${headOf(metadata)} **${verbs[metadata.op][2]} failed**`);
      }
      if (!summaryEvent) return;
      print(
        ...diagnosticLines(diagnostics),
        ...outputLines(outputs),
        ...changeLines(summaryEvent.resourceChanges, dryRun),
      );
      print("", `Duration: ${summaryEvent.durationSeconds.toFixed(1)} s`, "");
    },
    say: (line) => print(line),
    text: () => lines.join("\n"),
  };
}

function isWork({ op, type }: StepMetadata): boolean {
  return op !== "same" && op !== "replace" && op !== "refresh" && type !== stackType;
}

function stepLines(step: StepMetadata, verb: string): readonly string[] {
  if (step.op === "same") return [];
  const hasProperties = step.op === "update" || step.op === "replace" || step.op === "create-replacement";
  return [`${headOf(step)} ${verb}`, ...(hasProperties ? propertyLines(step) : [])];
}

function headOf({ op, urn }: StepMetadata): string {
  return ` ${verbs[op][0]} ${labelOf(urn)}`;
}

/** `gaussdb:Instance orders`: what all types of a dynamic provider have in common says nothing. */
function labelOf(urn: string): string {
  const { type, name } = partsOf(urn);
  return `${type.replace("pulumi-nodejs:dynamic/", "")} ${name}`;
}

function propertyLines(step: StepMetadata): readonly string[] {
  return changedKeys(step)
    .filter((path) => !path.startsWith("__"))
    .map((path) => {
      const isState = step.detailedDiff?.[path]?.inputDiff === false;
      const old = valueAt(parsePath(path), isState ? step.old?.outputs : step.old?.inputs);
      const next = valueAt(parsePath(path), step.new?.inputs);
      const replaces = step.keys?.includes(path) || step.detailedDiff?.[path]?.diffKind.endsWith("replace");
      const sign = old === undefined ? "+" : next === undefined ? "-" : "~";
      const change =
        old === undefined ? shown(next) : next === undefined ? shown(old) : `${shown(old)} => ${shown(next)}`;
      return `        ${sign} ${path}: ${change}${replaces ? " (replaces)" : ""}`;
    });
}

function shown(value: unknown): string {
  if (value === "[secret]") return "[secret]";
  const text = JSON.stringify(value)?.replaceAll(`"04da6b54-80e4-46f7-96ec-b56ff0331ba9"`, "[unknown]") ?? "";
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function prefixOf({ urn }: DiagnosticEvent): string {
  return urn ? `${labelOf(urn)}: ` : "";
}

function diagnosticLines(diagnostics: readonly DiagnosticEvent[]): readonly string[] {
  if (diagnostics.length === 0) return [];
  const groups = Map.groupBy(diagnostics, ({ urn }) => urn ?? "");
  const lines = [...groups].flatMap(([urn, group]) => [
    `  ${urn ? labelOf(urn) : "Stack"}:`,
    ...group.flatMap(({ severity, message }) =>
      `${severity.startsWith("info") ? "" : `${severity}: `}${message.trimEnd()}`
        .split("\n")
        .map((line) => `    ${line}`),
    ),
  ]);
  return ["", "Diagnostics:", ...lines];
}

function outputLines(outputs: Readonly<Record<string, unknown>>): readonly string[] {
  const entries = Object.entries(outputs);
  if (entries.length === 0) return [];
  return ["", "Outputs:", ...entries.map(([key, value]) => `    ${key}: ${shown(value)}`)];
}

function changeLines(changes: Readonly<Partial<Record<Op, number>>>, dryRun: boolean): readonly string[] {
  const { same = 0, ...others } = changes;
  const lines = Object.entries(others).map(([op, count]) => {
    const [sign, wish, , done] = verbs[op as Op];
    return `    ${sign} ${count} ${dryRun ? `to ${wish}` : done}`;
  });
  return ["", "Resources:", ...lines, ...(same > 0 ? [`    ${same} unchanged`] : [])];
}
