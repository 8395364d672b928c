import {
  BODY_RULES,
  ProviderError,
  STATUS_CODES,
  type ErrorCode,
  type ErrorPhase,
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
  /** The provider's own knowledge; it runs before the table. */
  readonly classify?: (status: number | undefined, body: unknown) => ErrorCode | undefined;
  /** For dates in `retry-after`, in ms since 1970. */
  readonly now?: number;
}

/** The error that status and body tell of; total: any body gives an error, none throws another. */
export function errorFromFacts(facts: ErrorFacts): ProviderError {
  const { provider, status, phase, headers = {} } = facts;
  const said = readBody(facts.body);
  const code = facts.classify?.(status, facts.body) ?? codeOf(status, said);
  const retryAfterMs = retryAfter(headers, said, facts.now ?? Date.now());
  const retryable = shouldRetry(headers);
  const requestId = headers["x-request-id"] ?? headers["request-id"];
  const head = status === undefined ? provider : `${provider} answered ${status}`;
  return new ProviderError(code, `${head}: ${said.message ?? code}`, {
    provider,
    phase,
    ...(status === undefined ? {} : { status }),
    ...(retryable === undefined ? {} : { retryable }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

interface Said {
  readonly message: string | undefined;
  /** Types and codes besides the message. */
  readonly names: readonly string[];
  readonly retryDelay: string | undefined;
}

/** The code of a status and what the body said; the body beats the status. */
function codeOf(status: number | undefined, said: Said): ErrorCode {
  const text = [...said.names, said.message ?? ""].join("\n").toLowerCase();
  const rule = BODY_RULES.find(
    ({ pattern, statuses }) =>
      (statuses === undefined || statuses.includes(status ?? 0)) && pattern.test(text),
  );
  if (rule !== undefined) return rule.code;
  if (status === undefined) return "upstream";
  return (
    STATUS_CODES.get(status) ?? (status >= 400 && status < 500 ? "invalid_request" : "upstream")
  );
}

const LONGEST_MESSAGE = 2048;

/** Bodies seen: `{error: {message, type, code}}`, `{error: "…"}`, `{message}`, `{detail}`, lists of these, text. */
function readBody(body: unknown): Said {
  if (typeof body === "string") return { message: oneLine(body), names: [], retryDelay: undefined };
  const top = Array.isArray(body) ? (body as readonly unknown[])[0] : body;
  const error = field(top, "error");
  const inner = typeof error === "object" && error !== null ? error : top;
  const message =
    messageOf(field(inner, "message")) ??
    messageOf(error) ??
    messageOf(field(top, "message")) ??
    messageOf(field(top, "detail")) ??
    messageOf(field(top, "errors")) ??
    messageOf(field(top, "error_message"));
  const details = field(inner, "details");
  const names = ["type", "code", "status", "reason"]
    .flatMap((key) => [field(inner, key), field(top, key)])
    .concat(
      field(field(inner, "innererror"), "code"),
      list(details).map((d) => field(d, "reason")),
    )
    .flat()
    .filter(
      (name): name is string | number => typeof name === "string" || typeof name === "number",
    );
  const retryDelay = list(details)
    .map((d) => field(d, "retryDelay"))
    .find((d) => typeof d === "string");
  return {
    message: message ?? (names.length > 0 ? String(names[0]) : undefined),
    names: names.map(String),
    retryDelay,
  };
}

/** A message, a list of messages, or a list of `{loc, msg}` as FastAPI sends. */
function messageOf(value: unknown): string | undefined {
  if (typeof value === "string") return oneLine(value);
  if (!Array.isArray(value)) return itemMessage(value);
  const parts = (value as readonly unknown[])
    .slice(0, 8)
    .map((item) => itemMessage(item) ?? (typeof item === "string" ? item : undefined));
  const joined = parts.filter((part) => part !== undefined).join("; ");
  return joined === "" ? undefined : oneLine(joined);
}

function itemMessage(item: unknown): string | undefined {
  const message = field(item, "msg") ?? field(item, "message");
  if (typeof message !== "string") return undefined;
  const location = field(item, "loc");
  return Array.isArray(location) ? `${location.join(".")}: ${message}` : message;
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
  const ms = number(headers["retry-after-ms"]);
  if (ms !== undefined) return ms;
  const after = headers["retry-after"];
  if (after !== undefined) {
    const seconds = number(after);
    if (seconds !== undefined) return seconds * 1000;
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  const delay = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(said.retryDelay ?? "");
  if (delay !== null) return Number(delay[1]) * 1000;
  const hint =
    /(?:try again|retry) (?:in|after) (\d{1,9}(?:\.\d{1,9})?) ?(ms|s|seconds?|m|minutes?)\b/i.exec(
      said.message ?? "",
    );
  return hint === null ? undefined : Number(hint[1]) * unitMs(hint[2] ?? "s");
}

function unitMs(unit: string): number {
  if (unit === "ms") return 1;
  return unit.startsWith("m") ? 60_000 : 1000;
}

function number(value: string | undefined): number | undefined {
  const trimmed = value?.trim() ?? "";
  return /^\d{1,12}(?:\.\d{1,9})?$/.test(trimmed) ? Number(trimmed) : undefined;
}
