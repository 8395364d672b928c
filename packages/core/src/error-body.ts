import {
  BODY_RULES,
  ERROR_CODES,
  ProviderError,
  STATUS_CODES,
  type ErrorCode,
  type ErrorPhase,
  type ProviderErrorOptions,
} from "./errors.ts";

/** What is known of an error response. */
export interface ErrorFacts {
  readonly provider: string;
  /** Absent for an error event inside a stream. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Parsed JSON, or text. */
  readonly body: unknown;
  readonly phase: ErrorPhase;
  /** Masks secrets in what is shown; before it is cut, since half a secret is not recognised. */
  readonly redact?: (text: string) => string;
  /** The provider's own knowledge; it runs before the table. */
  readonly classify?: (status: number | undefined, body: unknown) => ErrorCode | undefined;
  /** For dates in `retry-after`, in ms since 1970. */
  readonly now?: number;
}

/** The error that status and body tell of; total: any body gives an error, none throws another. */
export function errorFromFacts(facts: ErrorFacts): ProviderError {
  const { provider, status, phase, headers = {} } = facts;
  const said = readBody(facts.body, facts.redact ?? ((text) => text));
  const code = facts.classify?.(status, facts.body) ?? codeOf(status, said);
  const head = status === undefined ? provider : `${provider} answered ${status}`;
  return new ProviderError(code, `${head}: ${said.message ?? code}`, {
    provider,
    phase,
    ...(status === undefined ? {} : { status }),
    ...hintsOf(headers, said, facts.now ?? Date.now()),
  });
}

/** What headers and body say of the request, and of sending it again. */
function hintsOf(
  headers: Readonly<Record<string, string>>,
  said: Said,
  now: number,
): Pick<ProviderErrorOptions, "retryable" | "retryAfterMs" | "requestId"> {
  const retryAfterMs = retryAfter(headers, said, now);
  const retryable = shouldRetry(headers);
  const requestId = idOf(headers) ?? said.requestId;
  return {
    ...(retryable === undefined ? {} : { retryable }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Where services say which request it was: most of them, Anthropic, Azure, AWS, Mistral, NVIDIA. */
const ID_HEADERS: readonly string[] = [
  "x-request-id",
  "request-id",
  "apim-request-id",
  "x-amzn-requestid",
  "mistral-correlation-id",
  "nvcf-reqid",
];

function idOf(headers: Readonly<Record<string, string>>): string | undefined {
  return ID_HEADERS.map((name) => headers[name]).find((id) => id !== undefined && id !== "");
}

interface Said {
  readonly message: string | undefined;
  /** Types and codes besides the message. */
  readonly names: readonly string[];
  readonly retryDelay: string | undefined;
  readonly requestId: string | undefined;
  /** How long the service expects to need, in ms. */
  readonly estimatedMs: number | undefined;
  /** A code of ours, as a gateway of ours says it. */
  readonly ownCode: ErrorCode | undefined;
  /** The HTTP status that the body repeats. */
  readonly status: number | undefined;
}

/** The code of a status and what the body said; the body beats the status. */
function codeOf(status: number | undefined, said: Said): ErrorCode {
  if (said.ownCode !== undefined) return said.ownCode;
  // A link to a page on billing says nothing of billing.
  const words = [...said.names, said.message ?? ""].join("\n").toLowerCase();
  const text = words.replaceAll(/https?:\S+/g, "");
  // An error inside a stream is without a status of its own, but some bodies repeat one.
  const told = status ?? said.status;
  const rule = BODY_RULES.find(
    ({ pattern, statuses }) =>
      (statuses === undefined ||
        statuses.includes(told ?? 0) ||
        (status === undefined && statuses.includes(0))) &&
      pattern.test(text),
  );
  if (rule !== undefined) return rule.code;
  if (told === undefined) return "upstream";
  return STATUS_CODES.get(told) ?? (told >= 400 && told < 500 ? "invalid_request" : "upstream");
}

const LONGEST_MESSAGE = 2048;

/** Bodies seen: `{error: {message, type, code}}`, `{error: "…"}`, `{message}`, `{detail}`, lists of these, text. */
function readBody(body: unknown, redact: (text: string) => string): Said {
  const line = (text: string): string | undefined => oneLine(redact(text));
  if (typeof body === "string") return { ...NOTHING, message: line(body) };
  const top = Array.isArray(body) ? (body as readonly unknown[])[0] : body;
  const error = field(top, "error");
  const inner = typeof error === "object" && error !== null ? error : top;
  const names = namesOf(inner, top);
  const retryDelay = list(field(inner, "details"))
    .map((d) => field(d, "retryDelay"))
    .find((d) => typeof d === "string");
  const message = messageIn(top, inner, line) ?? names.slice(0, 1).map(String).map(line)[0];
  return {
    message,
    names: names.map(String),
    retryDelay,
    requestId: line(textOf(field(top, "request_id")) ?? textOf(field(inner, "request_id")) ?? ""),
    estimatedMs: secondsAsMs(field(top, "estimated_time")),
    ownCode: ownCode(field(inner, "code")),
    status: names.map(Number).find((name) => Number.isInteger(name) && name >= 400 && name < 600),
  };
}

const NOTHING: Said = {
  message: undefined,
  names: [],
  retryDelay: undefined,
  requestId: undefined,
  estimatedMs: undefined,
  ownCode: undefined,
  status: undefined,
};

type Line = (text: string) => string | undefined;

function messageIn(top: unknown, inner: unknown, line: Line): string | undefined {
  const message =
    messageOf(field(inner, "message"), line) ??
    messageOf(field(top, "error"), line) ??
    messageOf(field(top, "message"), line) ??
    messageOf(field(top, "detail"), line) ??
    messageOf(field(top, "errors"), line) ??
    messageOf(field(top, "error_message"), line) ??
    messageOf(field(top, "errorMessage"), line);
  // A router's own message says only that the provider behind it failed.
  const behind = textOf(field(field(inner, "metadata"), "raw"));
  return behind === undefined ? message : line(`${message ?? "the provider failed"}: ${behind}`);
}

/** Types, codes and reasons, wherever they stand. */
function namesOf(inner: unknown, top: unknown): readonly (string | number)[] {
  return ["type", "code", "status", "reason", "name", "errorType", "__type"]
    .flatMap((key) => [field(inner, key), field(top, key)])
    .concat(
      field(field(inner, "innererror"), "code"),
      list(field(inner, "details")).map((d) => field(d, "reason")),
    )
    .flat()
    .filter(
      (name): name is string | number => typeof name === "string" || typeof name === "number",
    );
}

/**
 * Not believed as they are: that a gateway's own call was aborted is no abort of ours, and services say
 * `model_not_found` of models that are gone, too.
 */
const NOT_OURS: ReadonlySet<unknown> = new Set(["aborted", "model_not_found"]);

/** A gateway that speaks our codes is believed. */
function ownCode(code: unknown): ErrorCode | undefined {
  return NOT_OURS.has(code) ? undefined : ERROR_CODES.find((known) => known === code);
}

/** A message, a list of messages, or a list of `{loc, msg}` as FastAPI sends. */
function messageOf(value: unknown, line: Line): string | undefined {
  if (typeof value === "string") return line(value);
  const parts = (Array.isArray(value) ? (value as readonly unknown[]) : [value])
    .slice(0, 8)
    .map((item) => itemMessage(item) ?? (Array.isArray(value) ? textOf(item) : undefined));
  if (parts.every((part) => part === undefined)) return detailOf(value, line);
  const joined = parts.filter((part) => part !== undefined).join("; ");
  return joined === "" ? undefined : line(joined);
}

/** Mistral puts FastAPI's list into the message. */
function detailOf(value: unknown, line: Line): string | undefined {
  const detail = field(value, "detail");
  return detail === undefined ? undefined : messageOf(detail, line);
}

function itemMessage(item: unknown): string | undefined {
  const message = field(item, "msg") ?? field(item, "message");
  if (typeof message !== "string") return undefined;
  const location = field(item, "loc");
  return Array.isArray(location) ? `${location.join(".")}: ${message}` : message;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** Untrusted text on one line, without control characters, bounded; undefined where nothing is left. */
export function oneLine(value: string, longest: number = LONGEST_MESSAGE): string | undefined {
  const line = value
    .slice(0, longest * 2)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  if (line === "") return undefined;
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function shouldRetry(headers: Readonly<Record<string, string>>): boolean | undefined {
  const value = headers["x-should-retry"];
  if (value === "true") return true;
  return value === "false" ? false : undefined;
}

/** `retry-after-ms`, `retry-after` in seconds or as a date, and the hints of bodies; in ms. */
function retryAfter(
  headers: Readonly<Record<string, string>>,
  said: Said,
  now: number,
): number | undefined {
  const ms = number(headers["retry-after-ms"]) ?? msOf(headers["retry-after"], now);
  if (ms !== undefined) return ms;
  const delay = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(said.retryDelay ?? "");
  if (delay !== null) return Number(delay[1]) * 1000;
  const hint =
    /(?:try again|retry) (?:in|after) (?:(\d{1,9})m)?(\d{1,9}(?:\.\d{1,9})?) ?(ms|s|seconds?|m|minutes?)\b/i.exec(
      said.message ?? "",
    );
  if (hint === null) return said.estimatedMs;
  const [, minutes = "0", amount = "0", unit = "s"] = hint;
  return Math.ceil(Number(minutes) * 60_000 + Number(amount) * unitMs(unit));
}

/** Seconds, or a date. A bare number that is none would parse as a date, too: as a year or a month gone by. */
function msOf(after: string | undefined, now: number): number | undefined {
  const seconds = number(after);
  if (seconds !== undefined) return seconds * 1000;
  const date = /^[a-z]/i.test(after ?? "") ? Date.parse(after ?? "") : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function secondsAsMs(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < 1e9 ? value * 1000 : undefined;
}

function unitMs(unit: string): number {
  if (unit === "ms") return 1;
  return unit.startsWith("m") ? 60_000 : 1000;
}

function number(value: string | undefined): number | undefined {
  const trimmed = value?.trim() ?? "";
  return /^\d{1,12}(?:\.\d{1,9})?$/.test(trimmed) ? Number(trimmed) : undefined;
}
