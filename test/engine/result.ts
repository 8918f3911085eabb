import { isDeepStrictEqual } from "node:util";
import { redacted, unknown } from "./embedded/property-values.ts";
import type { Diagnostic, Step } from "./engine.ts";
import type { DiagnosticEvent, EngineEvent, StepMetadata, StepState } from "./events.ts";

/** The steps among an operation's events: those that began, and of a refresh what it found. */
export function stepsOf(events: readonly EngineEvent[]): readonly Step[] {
  return events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
    if (resourcePreEvent && resourcePreEvent.metadata.op !== "refresh") return [stepOf(resourcePreEvent.metadata)];
    if (resOutputsEvent && refreshed(events, resOutputsEvent.metadata)) return [stepOf(resOutputsEvent.metadata)];
    return [];
  });
}

export function diagnosticsOf(events: readonly EngineEvent[]): readonly Diagnostic[] {
  return events.flatMap(({ diagnosticEvent }) => (diagnosticEvent ? [diagnosticOf(diagnosticEvent)] : []));
}

export function diagnosticOf({ severity, message, urn, ephemeral }: DiagnosticEvent): Diagnostic {
  const text = message.replaceAll(/<\{%.*?%\}>/g, "").trimEnd();
  return { severity, message: text, ephemeral: ephemeral ?? false, ...(urn ? { urn } : {}) };
}

/** The paths that a step changes, as exactly as they are known. */
export function changedKeys({ detailedDiff, diffs, old, new: next }: StepMetadata): readonly string[] {
  if (detailedDiff && Object.keys(detailedDiff).length > 0) return Object.keys(detailedDiff).sort();
  if (diffs && diffs.length > 0) return [...diffs].sort();
  return old && next ? differingInputs(old, next) : [];
}

function stepOf(metadata: StepMetadata): Step {
  const { op, urn, type, old, new: next, keys } = metadata;
  const id = next?.id || old?.id;
  return {
    op,
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    ...(id ? { id } : {}),
    keys: changedKeys(metadata),
    replaceKeys: keys ?? [],
  };
}

/** Whether a step that has ended was a refresh: its beginning says so, its end tells what it found. */
function refreshed(events: readonly EngineEvent[], { urn }: StepMetadata): boolean {
  return events.some(
    ({ resourcePreEvent }) => resourcePreEvent?.metadata.op === "refresh" && resourcePreEvent.metadata.urn === urn,
  );
}

function differingInputs(old: StepState, next: StepState): readonly string[] {
  const keys = new Set([...Object.keys(old.inputs ?? {}), ...Object.keys(next.inputs ?? {})]);
  return [...keys]
    .filter((key) => !key.startsWith("__") && !isDeepStrictEqual(old.inputs?.[key], next.inputs?.[key]))
    .sort();
}

/** Outputs as they can be told without the right to read secrets: without those that are not known yet. */
export function visibleOutputs(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(outputs).filter(([, value]) => !JSON.stringify(value).includes(unknown));
  return Object.fromEntries(entries.map(([key, value]) => [key, redacted(value)]));
}
