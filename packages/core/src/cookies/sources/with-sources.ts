import { CookieError } from "../cookie-error.ts";
import { JarCookieStore } from "../jar.ts";
import { isWithin, parseDomain, parsePlace, parseUrl, type Domain } from "../place.ts";
import type { CookieRecord } from "../record.ts";
import type { Cookies, CookieStore } from "../store.ts";
import type { CookieWarning } from "../warning.ts";
import { isPersonal, markPersonal } from "./personal.ts";
import type { CookieSource } from "./source.ts";

/** How {@link withSources} asks. */
export interface WithSourcesOptions {
  /** Told of what sources warn of, and of optional ones that failed. */
  readonly onWarning?: (warning: CookieWarning) => void;
  /** How long, in ms, no source is asked again about a host none had cookies for. Default: 60 000. */
  readonly emptyForMs?: number;
  /** In ms. Default: `performance.now`. */
  readonly now?: () => number;
}

/**
 * A store in front of sources. What the store itself has, set by hand or by answers, comes first, cookie
 * by cookie; the others are those of the first source, in the order given, that has any for the host. A
 * domain whose cookies were set through this store asks no source until they are removed.
 *
 * A host is looked up once; what was found stays in memory, is renewed by `Set-Cookie` there, and is never
 * written to the store. Where nothing was found, nobody is asked again for `emptyForMs`.
 *
 * `get` throws the `CookieError` of a `required` source, or `not_found` where it has nothing.
 */
export function withSources(
  store: CookieStore,
  sources: readonly CookieSource[],
  options: WithSourcesOptions = {},
): CookieStore {
  const made = new SourcedStore(store, sources, options);
  return [store, ...sources].some(isPersonal) ? markPersonal(made) : made;
}

class SourcedStore implements CookieStore {
  readonly #store: CookieStore;
  readonly #sources: readonly CookieSource[];
  readonly #options: WithSourcesOptions;
  /** What sources had, by host; undefined where none had anything. */
  readonly #found = new Map<string, Promise<JarCookieStore | undefined>>();
  readonly #emptySince = new Map<string, number>();
  readonly #set = new Map<string, Domain>();

  constructor(store: CookieStore, sources: readonly CookieSource[], options: WithSourcesOptions) {
    this.#store = store;
    this.#sources = [...sources];
    this.#options = options;
  }

  readonly get = async (place: string | URL): Promise<Record<string, string>> => {
    const url = parsePlace(place);
    const own = await this.#store.get(url);
    if (this.#wasSet(url.hostname)) return own;
    const found = await (await this.#lookUp(url))?.get(url);
    return Object.assign(Object.create(null), found, own) as Record<string, string>;
  };

  readonly set = async (domain: string, cookies: Cookies | null): Promise<void> => {
    const parsed = parseDomain(domain);
    await this.#store.set(domain, cookies);
    if (cookies !== null && Object.keys(cookies).length > 0) this.#set.set(parsed.host, parsed);
    else this.#set.delete(parsed.host);
    for (const host of this.#found.keys()) {
      if (!isWithin(host, parsed.host)) continue;
      this.#found.delete(host);
      this.#emptySince.delete(host);
    }
  };

  readonly setFromHeader = async (url: string | URL, line: string): Promise<void> => {
    const parsed = parseUrl(url);
    // What went wrong in the search was told to who asked for the cookies.
    const found = await this.#found.get(parsed.hostname)?.catch(() => undefined);
    await (found ?? this.#store).setFromHeader(parsed, line);
  };

  #wasSet(host: string): boolean {
    return [...this.#set.values()].some(
      (set) => set.host === host || (set.withSubdomains && isWithin(host, set.host)),
    );
  }

  /** Two calls at once make one search. */
  #lookUp(url: URL): Promise<JarCookieStore | undefined> {
    const host = url.hostname;
    const now = (this.#options.now ?? performance.now.bind(performance))();
    const emptySince = this.#emptySince.get(host);
    const isStale =
      emptySince !== undefined && now - emptySince >= (this.#options.emptyForMs ?? 60_000);
    const known = isStale ? undefined : this.#found.get(host);
    if (known !== undefined) return known;
    this.#emptySince.delete(host);
    const search = this.#search(url, now);
    this.#found.set(host, search);
    return search;
  }

  async #search(url: URL, now: number): Promise<JarCookieStore | undefined> {
    try {
      const found = await this.#firstOf(url);
      if (found === undefined) this.#emptySince.set(url.hostname, now);
      return found;
    } catch (error) {
      // A required source that failed is asked again by the next call.
      this.#found.delete(url.hostname);
      throw error;
    }
  }

  async #firstOf(url: URL): Promise<JarCookieStore | undefined> {
    for (const source of this.#sources) {
      const jar = await this.#ask(source, url);
      if (jar !== undefined) return jar;
      if (source.required === true) {
        throw new CookieError("not_found", `${source.name} has no cookies for ${url.hostname}`);
      }
    }
    return undefined;
  }

  async #ask(source: CookieSource, url: URL): Promise<JarCookieStore | undefined> {
    const warn = this.#options.onWarning ?? (() => {});
    try {
      const { records, warnings } = await source.load(url);
      for (const warning of warnings) warn(warning);
      const jar = new JarCookieStore();
      const own = records.filter((record) => goesTo(record, url.hostname));
      for (const warning of await jar.add(own)) warn(warning);
      return (await jar.domains()).length > 0 ? jar : undefined;
    } catch (error) {
      if (source.required === true || !CookieError.is(error)) throw error;
      warn({ kind: "broken", message: error.message });
      return undefined;
    }
  }
}

function goesTo({ domain, hostOnly }: CookieRecord, host: string): boolean {
  return hostOnly ? host === domain : isWithin(host, domain);
}
