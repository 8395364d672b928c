import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";

import type { CookieRecord, CookieWarning } from "@g4f/core/cookies";
import { defined } from "@g4f/core/kit";

import { CliError } from "../exit-status.ts";
import type { Terminal } from "../terminal.ts";
import { counted, tell, withJar } from "./jar.ts";
import { readBrowser } from "./read-browser.ts";

/** What the flags of `g4f cookies import` say. */
export interface ImportOptions {
  readonly domain?: string;
  readonly browser?: string;
}

/** Cookies that were read, and what was left out. */
export interface Found {
  readonly records: readonly CookieRecord[];
  readonly warnings: readonly CookieWarning[];
}

/**
 * Takes cookies into the saved jar, and says how many of which sites; what was left out is told with its
 * reason.
 * @throws CliError `usage` where there is nothing to take, `io` where it cannot be read or kept.
 */
export async function importCookies(
  file: string | undefined,
  options: ImportOptions,
  terminal: Terminal,
): Promise<void> {
  if ((file === undefined) === (options.browser === undefined)) {
    throw new CliError("usage", "name a file with cookies, or --browser and --domain");
  }
  await withJar(terminal, async (jar) => {
    const { records, warnings } = await find(file, options, terminal);
    const refused = await jar.add(records);
    for (const { message } of [...warnings, ...refused]) tell(terminal, message);
    const taken = records.length - refused.filter(({ kind }) => kind !== "exposed").length;
    if (taken === 0) throw new CliError("usage", "there was no cookie to take");
    const sites = [...new Set(records.map(({ domain }) => domain))].toSorted();
    tell(terminal, `took ${counted(taken)} of ${sites.join(", ")}`);
  });
}

async function find(
  file: string | undefined,
  { domain, browser = "" }: ImportOptions,
  terminal: Terminal,
): Promise<Found> {
  if (file === undefined) return await readBrowser(browser, domain, terminal);
  const { readCookieFile, readCookies } = await import("@g4f/core/cookies");
  const only = defined({ domain });
  if (file !== "-") return await readCookieFile(file, only);
  const { stdin, signal } = terminal;
  return await readCookies(await text(addAbortSignal(signal, stdin)), { ...only, origin: "stdin" });
}
