import { checkCookies, quote } from "./check.ts";
import type { MemoryJar } from "./memory-jar.ts";
import { parseDomain, parsePlace, parseUrl } from "./place.ts";
import type { CookieRecord } from "./record.ts";
import type { CookieJar, Cookies } from "./store.ts";
import type { CookieWarning } from "./warning.ts";

/** Does `change` to the cookies: at once, and nothing else in between. */
export type WithJar = <Result>(change: (jar: MemoryJar) => Result) => Promise<Result>;

/** A {@link CookieJar} over any place that jars are held in. */
export class AnyJar implements CookieJar {
  readonly #read: WithJar;
  readonly #change: WithJar;

  constructor(read: WithJar, change: WithJar) {
    this.#read = read;
    this.#change = change;
  }

  /** See {@link CookieJar.get}. */
  async get(place: string | URL): Promise<Record<string, string>> {
    const url = parsePlace(place);
    return await this.#read((jar) => jar.get(url));
  }

  /** See {@link CookieJar.set}. */
  async set(domain: string, cookies: Cookies | null): Promise<void> {
    const parsed = parseDomain(domain);
    const entries = readCookies(cookies);
    if (parsed.withSubdomains) refuseHostCookies(entries);
    await this.#change((jar) => jar.set(parsed, entries));
  }

  /** See {@link CookieJar.setFromHeader}. */
  async setFromHeader(url: string | URL, line: string): Promise<void> {
    const parsed = parseUrl(url);
    await this.#change((jar) => jar.setFromHeader(parsed, line));
  }

  /** See {@link CookieJar.records}. */
  async records(domain?: string): Promise<readonly CookieRecord[]> {
    const host = hostOf(domain);
    return await this.#read((jar) => jar.records(host));
  }

  /** See {@link CookieJar.add}. */
  async add(records: readonly CookieRecord[]): Promise<readonly CookieWarning[]> {
    const copy = records.map((record) => ({ ...record }));
    return await this.#change((jar) => jar.add(copy));
  }

  /** See {@link CookieJar.domains}. */
  async domains(): Promise<readonly string[]> {
    const records = await this.records();
    return [...new Set(records.map(({ domain }) => domain))].toSorted();
  }

  /** See {@link CookieJar.clear}. */
  async clear(domain?: string): Promise<number> {
    const host = hostOf(domain);
    return await this.#change((jar) => jar.clear(host));
  }
}

/** A {@link CookieJar} in memory. tough-cookie, which does the work, is loaded with the first use. */
export class JarCookieStore extends AnyJar {
  constructor() {
    let loaded: Promise<MemoryJar> | undefined;
    const withJar: WithJar = async (change) => {
      loaded ??= import("./memory-jar.ts").then(({ MemoryJar }) => new MemoryJar());
      return change(await loaded);
    };
    super(withJar, withJar);
  }
}

function hostOf(domain: string | undefined): string | undefined {
  return domain === undefined ? undefined : parseDomain(domain).host;
}

/** A copy taken at once: what the caller changes later, while we load, is not ours. */
function readCookies(cookies: Cookies | null): readonly (readonly [string, string])[] {
  if (cookies === null) return [];
  if (typeof cookies !== "object" || Array.isArray(cookies)) {
    throw new TypeError("cookies must be an object of names and values, or null");
  }
  const copy = { ...cookies };
  checkCookies(copy);
  return Object.entries(copy);
}

function refuseHostCookies(entries: readonly (readonly [string, string])[]): void {
  const name = entries.find(([key]) => key.toLowerCase().startsWith("__host-"))?.[0];
  if (name === undefined) return;
  throw new TypeError(
    `cookie ${quote(name)}: a __Host- cookie is for one host only; leave out the leading dot of the domain`,
  );
}
