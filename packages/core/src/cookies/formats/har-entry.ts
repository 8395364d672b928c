import { parseJson } from "../../wire/json.ts";

/** What an entry of an HTTP archive tells of cookies. */
export interface HarEntry {
  readonly url: URL;
  /** When the request was sent and the response had come, in ms since 1970. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** The value of the `Cookie` header; empty where there was none. */
  readonly cookies: string;
  readonly setCookies: readonly string[];
}

interface Pair {
  readonly name?: unknown;
  readonly value?: unknown;
}

interface Raw {
  readonly startedDateTime?: unknown;
  readonly time?: unknown;
  readonly request?: {
    readonly url?: unknown;
    readonly headers?: unknown;
    readonly cookies?: unknown;
  };
  readonly response?: { readonly headers?: unknown };
}

/** An entry of a HAR, or why it is none. */
export function readHarEntry(json: string): HarEntry | string {
  const raw = rawOf(json);
  if (raw === undefined) return "no JSON object";
  const url = URL.parse(String(raw.request?.url));
  if (url === null) return "no request with a URL";
  if (!/^(?:https?|wss?):$/.test(url.protocol)) return { url, ...NOTHING };
  const sentAt = Date.parse(String(raw.startedDateTime));
  if (Number.isNaN(sentAt)) return "startedDateTime is no time";
  const took = typeof raw.time === "number" && raw.time > 0 ? raw.time : 0;
  const header = valuesOf(raw.request?.headers, "cookie").join("; ");
  return {
    url,
    sentAt,
    answeredAt: sentAt + took,
    cookies: header === "" ? listed(raw.request?.cookies) : header,
    // Several lines under one name are joined with line breaks there.
    setCookies: valuesOf(raw.response?.headers, "set-cookie").flatMap((text) => text.split("\n")),
  };
}

/** The values of the request headers of that name, in lower case, that an entry to `host` sent. */
export function harHeader(json: string, host: string, name: string): readonly string[] {
  const request = rawOf(json)?.request;
  if (URL.parse(String(request?.url))?.hostname !== host) return [];
  return valuesOf(request?.headers, name);
}

const NOTHING: Omit<HarEntry, "url"> = { sentAt: 0, answeredAt: 0, cookies: "", setCookies: [] };

function rawOf(json: string): Raw | undefined {
  try {
    const raw = parseJson(json);
    return typeof raw === "object" && raw !== null ? raw : undefined;
  } catch {
    return undefined;
  }
}

function pairs(list: unknown): readonly Pair[] {
  if (!Array.isArray(list)) return [];
  return list.filter((it: unknown): it is Pair => typeof it === "object" && it !== null);
}

function valuesOf(headers: unknown, wanted: string): readonly string[] {
  return pairs(headers).flatMap(({ name, value }) =>
    typeof name === "string" && name.toLowerCase() === wanted && typeof value === "string"
      ? [value]
      : [],
  );
}

function listed(cookies: unknown): string {
  return pairs(cookies)
    .map(({ name, value }) => `${String(name)}=${String(value)}`)
    .join("; ");
}
