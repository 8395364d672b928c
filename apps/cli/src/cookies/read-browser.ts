import { CliError } from "../exit-status.ts";
import { variable, type Terminal } from "../terminal.ts";
import type { Found } from "./import-cookies.ts";
import { tell } from "./jar.ts";

type Library = typeof import("@g4f/cookies-browser");

/**
 * The cookies of one site in a browser of the person at this machine; says which profiles were opened, and
 * the names of what was read.
 * @throws CliError `usage` without a site, for a browser that nobody knows, or where the package is not
 * installed; CookieError where nothing can be read.
 */
export async function readBrowser(
  browser: string,
  domain: string | undefined,
  terminal: Terminal,
): Promise<Found> {
  if (domain === undefined) {
    throw new CliError("usage", "--browser reads one site: add --domain <name>");
  }
  const { BROWSERS, readBrowserCookies } = await load();
  const known = BROWSERS.find((one) => one === browser.toLowerCase());
  if (known === undefined) {
    throw new CliError("usage", `--browser is one of ${BROWSERS.join(", ")}`);
  }
  const home = variable(terminal, "HOME");
  const system = { env: terminal.env, ...(home === undefined ? {} : { home }) };
  const { records, warnings, profiles } = await readBrowserCookies({
    domain,
    browser: known,
    system,
  });
  for (const { profile, names } of profiles) {
    tell(
      terminal,
      `read ${known}, profile ${profile}: ${names.join(", ") || `nothing of ${domain}`}`,
    );
  }
  return { records, warnings };
}

async function load(): Promise<Library> {
  try {
    return await import("@g4f/cookies-browser");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new CliError(
      "usage",
      "reading a browser needs the package @g4f/cookies-browser: npm install --global @g4f/cookies-browser",
    );
  }
}
