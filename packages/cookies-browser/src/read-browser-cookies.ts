import {
  CookieError,
  parseCookieDomain,
  type CookieRecord,
  type CookieWarning,
} from "@g4f/core/cookies";

import { BROWSERS, CHROMIUM, FIREFOX, type Browser } from "./browsers.ts";
import { chromiumKeys } from "./chromium-keys.ts";
import { chromiumRows, openRows } from "./chromium.ts";
import { firefoxCookies } from "./firefox.ts";
import type { Found } from "./found.ts";
import { chromiumProfiles, firefoxProfiles, type Profile } from "./profiles.ts";
import { withSnapshot } from "./snapshot.ts";
import { rootsOf, thisSystem, type BrowserSystem } from "./system.ts";
import { shownName, warningsOf } from "./tell.ts";

/** What to read, and where. */
export interface BrowserOptions {
  /** Whose cookies: those that this host, or one below it, is sent. Nothing else is read. */
  readonly domain: string;
  /** Default: all of `BROWSERS`, in that order. */
  readonly browser?: Browser;
  /** Name of the folder of a profile; default: each, the one that the browser starts with first. */
  readonly profile?: string;
  /** Default: this machine, with an empty environment; pass `{ env: process.env }` where that moves folders. */
  readonly system?: Partial<BrowserSystem>;
}

/** One profile that was opened. */
export interface ProfileReading {
  readonly browser: Browser;
  readonly profile: string;
  readonly database: string;
  /** Of the cookies that were read, as a terminal can show them; values are in the records alone. */
  readonly names: readonly string[];
}

/** What was read, and of what. */
export interface BrowserReading {
  readonly records: readonly CookieRecord[];
  readonly warnings: readonly CookieWarning[];
  /** Every profile that was opened, in order. */
  readonly profiles: readonly ProfileReading[];
}

/**
 * Reads the cookies of one domain out of the browsers of the person at this machine: those of the first
 * profile that has any, since those of two are two sessions. Expired ones are passed over.
 * @throws CookieError `locked` or `unreadable` where a database cannot be read, `not_supported` where all that
 * there is stays encrypted, and no other profile has any; `not_found` where the browser or profile that was
 * asked for is not there. TypeError where the domain or browser is none.
 */
export async function readBrowserCookies(options: BrowserOptions): Promise<BrowserReading> {
  const { host } = parseCookieDomain(options.domain);
  const system = { ...thisSystem(), ...options.system };
  const warnings: CookieWarning[] = [];
  const profiles: ProfileReading[] = [];
  const failures: CookieError[] = [];
  for await (const { browser, profile } of profilesOf(options, system)) {
    const label = `${browser} (${profile.name})`;
    const found = await read(browser, profile, host, system, failures);
    if (found === undefined) continue;
    const records = found.records.filter(isAlive);
    const names = records.map(({ name }) => shownName(name));
    profiles.push({ browser, profile: profile.name, database: profile.database, names });
    warnings.push(...warningsOf(label, found));
    if (records.length > 0) return { records, warnings, profiles };
  }
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  const sealed = warnings.find(({ kind }) => kind === "sealed");
  if (sealed !== undefined) throw new CookieError("not_supported", sealed.message);
  if (profiles.length === 0 && (options.browser ?? options.profile) !== undefined)
    throw absent(options);
  return { records: [], warnings, profiles };
}

async function* profilesOf(
  { browser, profile }: BrowserOptions,
  system: BrowserSystem,
): AsyncGenerator<{ readonly browser: Browser; readonly profile: Profile }, void> {
  if (browser !== undefined && !BROWSERS.includes(browser)) {
    throw new TypeError(`a browser is one of ${BROWSERS.join(", ")}`);
  }
  for (const name of browser === undefined ? BROWSERS : [browser]) {
    const places = name === "firefox" ? FIREFOX : CHROMIUM[name];
    const find = name === "firefox" ? firefoxProfiles : chromiumProfiles;
    for (const root of rootsOf(places, system)) {
      for (const found of await find(root)) {
        if (profile === undefined || profile === found.name)
          yield { browser: name, profile: found };
      }
    }
  }
}

/** A profile that cannot be read does not hide those behind it. */
async function read(
  browser: Browser,
  { database }: Profile,
  host: string,
  system: BrowserSystem,
  failures: CookieError[],
): Promise<Found | undefined> {
  try {
    if (browser === "firefox") {
      return await withSnapshot(database, system.temporary, (copy) => firefoxCookies(copy, host));
    }
    const rows = await withSnapshot(database, system.temporary, (copy) => chromiumRows(copy, host));
    return await openRows(rows, chromiumKeys(CHROMIUM[browser], system));
  } catch (error) {
    if (!CookieError.is(error)) throw error;
    failures.push(error);
    return undefined;
  }
}

function isAlive({ expires }: CookieRecord): boolean {
  return expires === undefined || expires > Date.now();
}

function absent({ browser, profile }: BrowserOptions): CookieError {
  const named = profile === undefined ? "" : `the profile ${JSON.stringify(profile)} of `;
  const message = `there are no cookies of ${named}${browser ?? "any browser"} on this machine`;
  return new CookieError("not_found", message);
}
