import { VERSION } from "../../version.ts";
import type { CookieRecord } from "../record.ts";

/** An HTTP archive in which each domain sets its cookies; it knows whole seconds. */
export function writeHar(records: readonly CookieRecord[], now: Date): string {
  const domains = [...new Set(records.map(({ domain }) => domain))];
  const entries = domains.map((domain) => {
    const own = records.filter((record) => record.domain === domain);
    const headers = own.map((record) => ({ name: "Set-Cookie", value: setCookieLine(record) }));
    return entryOf(`https://${domain}/`, headers, now);
  });
  const creator = { name: "g4f", version: VERSION };
  return `${JSON.stringify({ log: { version: "1.2", creator, entries } }, null, 2)}\n`;
}

function setCookieLine(record: CookieRecord): string {
  const { name, value, domain, hostOnly, path, expires, secure, httpOnly, sameSite } = record;
  return [
    `${name}=${value}`,
    `Path=${path}`,
    ...(hostOnly ? [] : [`Domain=${domain}`]),
    ...(expires === undefined ? [] : [`Expires=${wholeSecond(expires).toUTCString()}`]),
    ...(secure ? ["Secure"] : []),
    ...(httpOnly ? ["HttpOnly"] : []),
    ...(sameSite === undefined ? [] : [`SameSite=${sameSite}`]),
  ].join("; ");
}

/** Rounded up: a cookie that expires within the second is not expired yet. */
function wholeSecond(ms: number): Date {
  return new Date(Math.ceil(ms / 1000) * 1000);
}

/** What the format asks of an entry, and the headers. */
function entryOf(url: string, headers: readonly object[], now: Date): object {
  const none = { httpVersion: "HTTP/1.1", cookies: [], headersSize: -1, bodySize: -1 };
  return {
    startedDateTime: now.toISOString(),
    time: 0,
    request: { method: "GET", url, headers: [], queryString: [], ...none },
    response: {
      status: 200,
      statusText: "OK",
      headers,
      redirectURL: "",
      content: { size: 0, mimeType: "x-unknown" },
      ...none,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  };
}
