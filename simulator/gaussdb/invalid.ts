import type { Answer, ValidationProblem } from "../cloud.ts";
import type { ErrorCode } from "./error-codes.ts";
import { refusalAnswer } from "./refusal.ts";

/** Codes by the field that breaks the document; a field of several operations has the code of most of them. */
const codesByField: [pattern: RegExp, code: ErrorCode][] = [
  [/\bengine_name\b/, "DBS.280235"],
  [/\bpassword\b|_pwd\b/, "DBS.280203"],
  [/\bregion\b/, "DBS.200024"],
  [/\bkeep_days\b/, "DBS.280250"],
  [/\bperiod\b/, "DBS.280251"],
  [/\bbackup_(strategy|policy)\/start_time\b/, "DBS.280253"],
  [/\bvolume\b|\bsize\b/, "DBS.280242"],
  [/\bport\b/, "DBS.280364"],
  [/\bavailability_zone_mode\b/, "DBS.280260"],
  [/\bmode\b/, "DBS.280342"],
  [/\bflavor_ref\b|\bspec_code\b/, "DBS.280288"],
  [/\bweight\b|\bmaster_weight\b/, "DBS.270025"],
  [/\bproxy_name\b/, "DBS.05000076"],
  [/\bparameter_values\b/, "DBS.212037"],
  [/\blimit\b|\boffset\b/, "DBS.280439"],
];

/** The answer to a request that the document does not allow. The text names fields and rules, never values. */
export function invalidAnswer(problems: readonly ValidationProblem[]): Answer {
  const [first] = problems;
  const code = codesByField.find(([pattern]) => pattern.test(first?.path ?? ""))?.[1] ?? "DBS.280001";
  return refusalAnswer(code, problems.map(({ path, message }) => `${path} ${message}`.trim()).join("; "));
}
