import { markPersonal, parseCookieDomain, type CookieSource } from "@g4f/core/cookies";

import {
  readBrowserCookies,
  type BrowserOptions,
  type BrowserReading,
} from "./read-browser-cookies.ts";

/** How {@link browserSource} reads. */
export interface BrowserSourceOptions extends BrowserOptions {
  /** Whether a call fails where the browser gives nothing; otherwise it goes on without. */
  readonly required?: boolean;
  /** Told, after each reading, which profiles were opened and which cookies were read. */
  readonly onRead?: (reading: Omit<BrowserReading, "records">) => void;
}

/**
 * The browsers of the person at this machine as a source for `withSources`, for one domain: calls to any other
 * host read nothing. The source is marked: `isPersonal` of `@g4f/core/cookies` is true of it and of every
 * store made with it, and a server that answers others refuses those.
 * @throws TypeError where the domain is none.
 */
export function browserSource(options: BrowserSourceOptions): CookieSource {
  const { host } = parseCookieDomain(options.domain);
  const { required, onRead } = options;
  return markPersonal({
    name: options.browser ?? "the browser",
    ...(required === undefined ? {} : { required }),
    load: async ({ hostname }: URL) => {
      if (hostname !== host && !hostname.endsWith(`.${host}`)) return { records: [], warnings: [] };
      const { records, warnings, profiles } = await readBrowserCookies(options);
      onRead?.({ warnings, profiles });
      return { records, warnings };
    },
  });
}
