import type { Answer } from "../cloud.ts";
import { type ErrorCode, errorCodes } from "./error-codes.ts";

/** What a handler throws to refuse a request with one of the vendor's codes. */
export class VendorRefusal extends Error {
  readonly code: ErrorCode;
  readonly answer: Answer;

  constructor(code: ErrorCode, answer: Answer) {
    super(`${code} ${answer.status}`);
    this.code = code;
    this.answer = answer;
  }
}

/** Refuses the request that is being handled; `detail` stands where the vendor's message has a placeholder. */
export function refuse(code: ErrorCode, detail?: string): never {
  throw new VendorRefusal(code, refusalAnswer(code, detail));
}

/** The vendor's error answer: `{ error_code, error_msg }` with the status that belongs to the code. */
export function refusalAnswer(code: ErrorCode, detail?: string): Answer {
  const [status, message] = errorCodes[code];
  return { status, body: { error_code: code, error_msg: withDetail(message, detail) } };
}

function withDetail(message: string, detail: string | undefined) {
  const placeholder = "{parameter}";
  if (detail === undefined) return message.replace(`:[${placeholder}]`, "").replace(placeholder, "unknown");
  return message.includes(placeholder) ? message.replace(placeholder, () => detail) : `${message} (${detail})`;
}
