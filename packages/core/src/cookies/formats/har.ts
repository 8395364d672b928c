import { labelOf } from "../check-record.ts";
import type { MemoryJar } from "../memory-jar.ts";
import type { CookieRecord } from "../record.ts";
import type { Warnings } from "../warning.ts";
import type { HarEntry } from "./har-entry.ts";
import { pairsOf, sessionCookie } from "./header.ts";

/** One fact about cookies, at a moment. */
interface Event {
  readonly at: number;
  readonly url: URL;
  /** Names the entry. */
  readonly where: string;
  /** What a request sent, or one line of its response. */
  readonly sent?: string;
  readonly line?: string;
}

/** So much text of cookies is held at most. */
const MOST = 32 * 1024 * 1024;

/** The cookies of an HTTP archive, by the exact hosts of its requests, as its last moment left them. */
export class HarCookies {
  readonly #events: Event[] = [];
  /** What was sent to a host last: browsers send the same over and over. */
  readonly #lastSent = new Map<string, string>();
  #size = 0;
  #isFull = false;

  /** Notes what the entry tells. */
  add({ url, sentAt, answeredAt, cookies, setCookies }: HarEntry, where: string): void {
    if (cookies !== "" && this.#lastSent.get(url.origin) !== cookies) {
      this.#lastSent.set(url.origin, cookies);
      this.#note({ at: sentAt, url, where, sent: cookies }, cookies.length);
    }
    for (const line of setCookies) {
      // The server may have changed what was sent; the next request tells.
      this.#lastSent.clear();
      this.#note({ at: answeredAt, url, where, line }, line.length);
    }
  }

  /** Puts all of it in the order of time into `jar`; gives every cookie, expired ones included. */
  into(jar: MemoryJar, warnings: Warnings): CookieRecord[] {
    for (const { at, url, where, sent, line } of this.#events.toSorted((a, b) => a.at - b.at)) {
      if (sent !== undefined) noteSent(jar, url, sent, at);
      if (line === undefined) continue;
      const refusal = jar.setFromHeader(url, line, at);
      if (refusal === undefined) continue;
      const what = nameOf(line);
      if (refusal === "foreign") {
        const reason = `${what} is for a domain that ${url.hostname} does not own`;
        warnings.add("foreign", where, reason);
      } else warnings.add("broken", where, `${what} cannot be sent back`);
    }
    if (this.#isFull) warnings.add("broken", "", "more cookies than fit: the last were left out");
    return jar.records(undefined, Number.NEGATIVE_INFINITY);
  }

  #note(event: Event, size: number): void {
    this.#size += size;
    if (this.#size > MOST) this.#isFull = true;
    else this.#events.push(event);
  }
}

/**
 * A cookie that was sent is the one that was set before, if its jar would send that; otherwise nothing is
 * known of it but that this host was sent it.
 */
function noteSent(jar: MemoryJar, url: URL, sent: string, at: number): void {
  const known = jar.sentTo(url, at);
  const seen = new Set<string>();
  for (const pair of pairsOf(sent)) {
    if (pair === undefined || seen.has(pair[0])) continue;
    const [name, value] = pair;
    seen.add(name);
    const holder = known.find((record) => record.name === name);
    const domain = { host: url.hostname, withSubdomains: false };
    jar.add([holder === undefined ? sessionCookie(pair, domain) : { ...holder, value }], at);
  }
}

/** What has no name may be a value. */
function nameOf(line: string): string {
  const name = /^\s*([^=;]*[^=;\s])\s*=/.exec(line)?.[1];
  return name === undefined ? "a Set-Cookie line without a name" : labelOf({ name });
}
