import type { CaseReport } from "@g4f/conformance";

/** Something that a library has no feature for, so that rules about it say nothing of it. */
interface Lack {
  /** Beginnings of the ids of these cases. */
  readonly cases: readonly string[];
  readonly why: string;
  /** The libraries that have the feature all the same. */
  readonly not?: readonly string[];
}

const LACKS: readonly Lack[] = [
  { cases: ["invalid."], why: "requests are not checked before they are sent" },
  {
    cases: ["capability.", "request.model.default", "sampling.top-k"],
    why: "there is no manifest of models and abilities",
  },
  { cases: ["read.once", "read.misuse"], why: "the reading of a call is the bridge's" },
  {
    cases: ["leave.abandoned", "leave.result"],
    why: "nothing is promised of a stream that is left unread",
  },
  { cases: ["secrets.error", "secrets.log"], why: "errors are not redacted" },
  { cases: ["request.cookies", "secrets.cookie"], why: "there are no cookies" },
  {
    cases: ["deadlines.connect", "connect.black-hole", "connect.tls.hang", "connect.proxy"],
    why: "there is no limit for connecting; proxies are the runtime's",
  },
  {
    cases: ["deadlines.first-event", "deadlines.idle", "deadlines.total"],
    why: "there is no limit for the stream",
    not: ["ai-sdk"],
  },
  {
    cases: ["status.retry-after"],
    why: "the wait is used by the library's own retries and not told",
  },
  { cases: ["semantics.empty-answer"], why: "an empty answer is an answer" },
];

/** What the contract's errors tell beside their code; no library tells it in this form. */
const OWN_WORDS = new Set(["phase", "retryable", "retryAfterMs", "requestId"]);
const WRONG = /^the error has the wrong (.+)$/;

/** A report of a case, without blame for what the library has no feature for. */
export function fair(library: string, report: CaseReport): CaseReport {
  if (report.status !== "failed") return report;
  const lack = LACKS.find(
    ({ cases, not = [] }) =>
      cases.some((start) => report.id.startsWith(start)) && !not.includes(library),
  );
  const why = lack?.why ?? ownWords(report.failure?.message ?? "");
  if (why === undefined) return report;
  const { failure: _, ...rest } = report;
  return { ...rest, status: "not-applicable", reason: why };
}

/** The code was right; the rest is the contract's own. */
function ownWords(message: string): string | undefined {
  const wrong = WRONG.exec(message)?.[1]?.split(/, | and /);
  const own = wrong?.every((word) => OWN_WORDS.has(word)) === true;
  return own ? `errors do not tell ${wrong?.join(" and ")}` : undefined;
}
