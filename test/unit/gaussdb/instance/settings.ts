import type { Aspect, Shape } from "../../../../provider/runtime/resource.ts";
import { recordingCloud } from "../../recording-cloud.ts";

type Some = Readonly<Record<string, unknown>>;
type Answers = Parameters<typeof recordingCloud>[0];
type AnyAspect = Aspect<never, Shape>;

/** What an aspect sends to an instance to change some inputs, and what it warns of. */
export async function sentBy(
  aspect: unknown,
  change: { readonly inputs: Some; readonly live?: Some; readonly changes?: Some; readonly state?: Some },
  answers: Answers = {},
) {
  const { cloud, sent } = recordingCloud(answers);
  const warnings: string[] = [];
  const { inputs, live = {}, changes = inputs, state = {} } = change;
  const at = { cloud: Object.assign(cloud, { warn: (text: string) => warnings.push(text) }), id: "i" };
  const failure = await (aspect as AnyAspect)
    .update({ ...at, inputs: { ...live, ...inputs }, live, changes, state } as never)
    .catch((error: Error) => error.message);
  const calls = sent.map(({ operation, args: { instance_id: _, body } }) => [operation, body]);
  return { calls, warnings, failure };
}

/** What an aspect reads of an instance. */
export async function readBy(aspect: unknown, answers: Answers, recorded: Some = {}) {
  const { cloud } = recordingCloud(answers);
  return (aspect as AnyAspect).read?.({ cloud, id: "i", recorded });
}

/** What is said at preview of a change. */
export function noticeOf(aspect: unknown, inputs: Some, live: Some = {}): string | undefined {
  const { notice } = aspect as AnyAspect;
  return typeof notice === "function" ? notice({ inputs, live }) : notice;
}
