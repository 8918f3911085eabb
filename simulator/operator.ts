import type { Answer, Call, CloudSimulation, IncomingRequest, ValidationProblem } from "./cloud.ts";
import { readJson } from "./incoming.ts";
import { noSuchPage } from "./no-such-page.ts";
import { contractOf, type Match } from "./validation.ts";

/** A cloud behind its OpenAPI document. */
export interface Operator {
  readonly cloud: CloudSimulation;
  match(request: IncomingRequest): Match | undefined;
  /** Answers a request: known path, let in, allowed by the document, carried out. */
  answer(request: IncomingRequest, match: Match | undefined): Answer;
}

export interface OperatorOptions {
  /** Compare our own answers with the document too; one that differs becomes a 500 that says how. */
  readonly checkAnswers: boolean;
}

export function newOperator(cloud: CloudSimulation, { checkAnswers }: OperatorOptions): Operator {
  // Read at the first request, so that a program which uses the other cloud only is spared it.
  const contract = () => contractOf(cloud.document);

  function carryOut({ operationId, path }: Match, request: IncomingRequest): Answer {
    let body: unknown;
    try {
      body = readJson(request.body);
    } catch {
      return cloud.invalid([{ path: "requestBody", message: "is no JSON", rule: "parse" }]);
    }
    const isKept = ({ path: at, rule }: ValidationProblem) =>
      !cloud.lenient?.some((pattern) => pattern.test(`${operationId} ${at} ${rule}`));
    const problems = contract().requestProblems(operationId, request, body).filter(isKept);
    if (problems.length > 0) return cloud.invalid(problems);
    const handler = cloud.handlers[operationId];
    if (!handler) return notSimulated(operationId);
    const call: Call = { path, query: request.query, body, request };
    return checked(operationId, handler(call));
  }

  function checked(operationId: string, answer: Answer): Answer {
    if (!checkAnswers || isPage(answer)) return answer;
    const body = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
    const isKnown = ({ path }: ValidationProblem) => cloud.knownDifferences?.some((pattern) => pattern.test(path));
    const problems = contract()
      .answerProblems(operationId, answer.status, body)
      .filter((problem) => !isKnown(problem));
    if (problems.length === 0) return answer;
    const list = problems.map(({ path, message }) => `${path} ${message}`).join("; ");
    return {
      status: 500,
      body: { error: `The simulator's answer to ${operationId} differs from the document: ${list}` },
    };
  }

  return {
    cloud,
    match: (request) => contract().match(request),
    answer(request, match) {
      if (!match) return noSuchPage;
      const answer = cloud.authenticate(request) ?? carryOut(match, request);
      return { ...answer, headers: { ...cloud.headers, ...answer.headers } };
    },
  };
}

/** A page of the network in front of a cloud, of which no document tells. */
function isPage({ headers, body }: Answer): boolean {
  return typeof body === "string" && headers?.["content-type"] === undefined;
}

function notSimulated(operationId: string): Answer {
  const error = `The simulator does not carry out ${operationId} yet`;
  return { status: 501, body: { status: 501, error, error_code: "SIMULATOR.501", error_msg: error } };
}
