import { readdir } from "node:fs/promises";

import { JarCookieStore, type CookieStore } from "@g4f/core";
import type { CookieSource } from "@g4f/core/cookies";

import { exists } from "../exists.ts";
import { CliError } from "../exit-status.ts";
import type { Terminal } from "../terminal.ts";
import { placesOf } from "./places.ts";

/** Cookies that may go with calls. */
export interface StoredCookies {
  readonly store: CookieStore;
  /** Whether they were named on the command line: then no others are used. */
  readonly isGiven: boolean;
  /** Where they are, for people. */
  readonly place: string;
  readonly warnings: readonly string[];
}

/**
 * The cookies of the file that was given; else of the saved jar, and behind it those of the files in the
 * user's own folder. Undefined where there are none of all these.
 * @throws CliError `io` where they cannot be read, `usage` where the file holds no cookies.
 */
export async function openStoredCookies(
  given: string | undefined,
  terminal: Pick<Terminal, "env">,
): Promise<StoredCookies | undefined> {
  try {
    return given === undefined ? await openOwn(terminal) : await openGiven(given);
  } catch (error) {
    throw await asCliError(error);
  }
}

/** What is wrong with cookies, as a failure of the command; anything else as it is. */
export async function asCliError(error: unknown): Promise<unknown> {
  const { CookieError } = await import("@g4f/core/cookies");
  if (!CookieError.is(error)) return error;
  return new CliError(error.code === "unknown_format" ? "usage" : "io", error.message);
}

async function openGiven(path: string): Promise<StoredCookies> {
  const { readCookieFile, withSources } = await import("@g4f/core/cookies");
  const { warnings, isHeader } = await check(path);
  const source: CookieSource = {
    name: path,
    required: true,
    load: async ({ hostname }) => await readCookieFile(path, isHeader ? { domain: hostname } : {}),
  };
  // What answers set lasts as long as the command: the file is the user's own.
  const store = withSources(new JarCookieStore(), [source]);
  return { store, isGiven: true, place: path, warnings };
}

/** A header names no domain: its cookies are those of whoever is asked. */
async function check(
  path: string,
): Promise<{ readonly warnings: readonly string[]; readonly isHeader: boolean }> {
  const { CookieError, readCookieFile } = await import("@g4f/core/cookies");
  const read = async (options: { readonly domain?: string }): Promise<readonly string[]> =>
    (await readCookieFile(path, options)).warnings.map(({ message }) => message);
  try {
    return { warnings: await read({}), isHeader: false };
  } catch (error) {
    if (!CookieError.is(error) || error.code !== "unknown_format") throw error;
    const warnings = await read({ domain: "localhost" }).catch(() => undefined);
    if (warnings === undefined) throw error;
    return { warnings, isHeader: true };
  }
}

async function openOwn(terminal: Pick<Terminal, "env">): Promise<StoredCookies | undefined> {
  const places = placesOf(terminal);
  if (places === undefined) return undefined;
  const { cookieJar, cookieFolder } = places;
  const [hasJar, hasFiles] = await Promise.all([exists(cookieJar), hasEntries(cookieFolder)]);
  // Who has kept no cookie pays for no jar.
  if (!hasJar && !hasFiles) return undefined;
  const { folderSource, openCookieJar, withSources } = await import("@g4f/core/cookies");
  const warnings: string[] = [];
  const onWarning = ({ message }: { readonly message: string }): void =>
    void (warnings.includes(message) || warnings.push(message));
  const jar = await openCookieJar(cookieJar, { onWarning });
  const store = hasFiles ? withSources(jar, [folderSource(cookieFolder)], { onWarning }) : jar;
  const place = [...(hasJar ? [cookieJar] : []), ...(hasFiles ? [cookieFolder] : [])].join(", ");
  return { store, isGiven: false, place, warnings };
}

/** The sites that the saved jar has cookies of. */
export async function savedSites(terminal: Pick<Terminal, "env">): Promise<readonly string[]> {
  const path = placesOf(terminal)?.cookieJar;
  if (path === undefined || !(await exists(path))) return [];
  const { openCookieJar } = await import("@g4f/core/cookies");
  return await (await openCookieJar(path)).domains();
}

async function hasEntries(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch {
    return false;
  }
}
